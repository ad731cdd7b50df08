/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where the report goes.
 */
#ifndef READER_OUTPUT_H
#define READER_OUTPUT_H

#include <stdbool.h>

/* A file or a terminal, standard output for NULL; false: errno. */
bool output_open(const char *file);

/* One line more, for people */
void output_line(const char *line);

/* False, errno, unless all of it was written. */
bool output_close(void);

#endif
