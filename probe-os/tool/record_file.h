/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The records of a file, through the one parser and its checks. What is to be said
 * of the file goes to stderr, in a line each.
 */
#ifndef TOOL_RECORD_FILE_H
#define TOOL_RECORD_FILE_H

#include <stdbool.h>

#include "record/record.h"

/* Says what is wrong with it in one line and returns NULL if something is. */
const struct record *record_file_read(const char *file);

/* The same, for each whole record in the file */
typedef void record_file_take(const struct record *record);
bool record_file_read_all(const char *file, record_file_take *take);

#endif
