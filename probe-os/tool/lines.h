/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reads a file line by line in bounded memory, for the tools.
 */
#ifndef TOOL_LINES_H
#define TOOL_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Larger than any log of a boot; what is larger is no such log. */
#define LINES_FILE_MAX (64L << 20)

typedef void lines_take(void *to, const char *line, size_t length);

/*
 * Hands over each line without its end; of one that is too long, the start.
 * What went wrong, or NULL.
 */
const char *lines_read(FILE *file, lines_take *take, void *to);

#endif
