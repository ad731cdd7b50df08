/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One-line error messages on stderr.
 */
#ifndef COMPARE_COMPLAIN_H
#define COMPARE_COMPLAIN_H

#include <stdbool.h>
#include <stdint.h>

/* Prints the program's name, what has the error, and the error; returns false. */
bool complain(const char *what, const char *why);

/* The same with file and line */
bool complain_line(const char *file, uint64_t line, const char *why);

/* The same with the text of errno */
bool complain_errno(const char *what);

#endif
