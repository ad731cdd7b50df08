/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reads complete files, for the tools.
 */
#ifndef TOOL_WHOLE_FILE_H
#define TOOL_WHOLE_FILE_H

#include <stddef.h>
#include <stdio.h>

/* Larger than any log of a boot */
#define WHOLE_FILE_MAX (64UL << 20)

/* Returns an error message, or NULL; the caller frees the text. */
const char *whole_file_read(const char *name, char **text, size_t *size);

#endif
