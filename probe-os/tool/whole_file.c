// SPDX-License-Identifier: GPL-2.0-only
/*
 * Files of any kind: a pipe has no size before it was read.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tool/whole_file.h"

static const char too_large[] = "is larger than 64 MiB: no log of one boot";

static const char *read_all(FILE *file, char **text, size_t *size)
{
	size_t room = 1 << 16, got;

	do {
		char *more = realloc(*text, room);

		if (!more)
			return strerror(ENOMEM);
		*text = more;
		got = fread(*text + *size, 1, room - *size, file);
		*size += got;
		if (*size > WHOLE_FILE_MAX)
			return too_large;
		room *= *size == room ? 2 : 1;
	} while (got > 0);
	return ferror(file) ? "cannot be read" : NULL;
}

const char *whole_file_read(const char *name, char **text, size_t *size)
{
	FILE *file = fopen(name, "rb");
	struct stat status;
	const char *wrong;

	*text = NULL;
	*size = 0;
	if (!file)
		return strerror(errno);
	/* Without reading all of it, where the size is known */
	if (fstat(fileno(file), &status) == 0 && status.st_size > (off_t)WHOLE_FILE_MAX)
		wrong = too_large;
	else
		wrong = read_all(file, text, size);
	fclose(file);
	if (wrong) {
		free(*text);
		*text = NULL;
	}
	return wrong;
}
