/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reads files as a whole, for the tools.
 */
#ifndef TOOL_WHOLE_FILE_H
#define TOOL_WHOLE_FILE_H

#include <stddef.h>
#include <stdio.h>

/* Larger than any log of a boot; what is larger is no such log. */
#define WHOLE_FILE_MAX (64UL << 20)

/* What went wrong, or NULL; the text is to be freed. */
const char *whole_file_read(const char *name, char **text, size_t *size);

#endif
