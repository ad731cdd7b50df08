// SPDX-License-Identifier: GPL-2.0-only
/*
 * By device and inode.
 */
#include <sys/stat.h>

#include "same_file.h"

bool is_same_file(const char *a, const char *b)
{
	struct stat of_a, of_b;

	return stat(a, &of_a) == 0 && stat(b, &of_b) == 0 && of_a.st_dev == of_b.st_dev &&
	       of_a.st_ino == of_b.st_ino;
}
