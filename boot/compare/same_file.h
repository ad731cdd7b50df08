/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A file may have several names.
 */
#ifndef COMPARE_SAME_FILE_H
#define COMPARE_SAME_FILE_H

#include <stdbool.h>

/* False if one of them is not there. */
bool is_same_file(const char *a, const char *b);

#endif
