/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The destination of the report.
 */
#ifndef READER_OUTPUT_H
#define READER_OUTPUT_H

#include <stdbool.h>

/* Opens a file or a terminal; NULL: standard output. False on an error: see errno. */
bool output_open(const char *file);

/* Prints one line for people. */
void output_line(const char *line);

/* False on an error of any write: see errno. */
bool output_close(void);

#endif
