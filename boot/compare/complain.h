/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One-line error messages on stderr.
 */
#ifndef COMPARE_COMPLAIN_H
#define COMPARE_COMPLAIN_H

#include <stdbool.h>

/* Prints the program's name, what has the error, and the error; returns false. */
bool complain(const char *what, const char *why);

/* The same with the text of errno */
bool complain_errno(const char *what);

#endif
