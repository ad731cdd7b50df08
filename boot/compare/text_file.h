/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A complete file as a string.
 */
#ifndef COMPARE_TEXT_FILE_H
#define COMPARE_TEXT_FILE_H

#include <stddef.h>

/* Returns an error message, or NULL; the caller frees the text, which ends with a zero byte. */
const char *text_file_read(const char *file, char **text, size_t *size);

#endif
