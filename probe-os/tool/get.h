/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * exit-record get
 */
#ifndef TOOL_GET_H
#define TOOL_GET_H

#include "record/record.h"

/*
 * Prints the value of a key in all lines of a kind, or in those of that name
 * where there is one; a line each. What is wrong goes to stderr in one line,
 * with the file's name; then the result is false.
 */
bool get(const char *file, const struct record *record, const char *kind, const char *name,
	 const char *key);

#endif
