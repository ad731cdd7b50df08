/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * exit-record get
 */
#ifndef TOOL_GET_H
#define TOOL_GET_H

#include "record/record.h"

/*
 * Prints the value of a key in all lines of a kind, or only of that name unless it
 * is NULL; one a line. On an error prints one line with the file's name to stderr
 * and returns false.
 */
bool get(const char *file, const struct record *record, const char *kind, const char *name,
	 const char *key);

#endif
