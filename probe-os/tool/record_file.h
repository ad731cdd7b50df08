/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reads and checks the records of a file. Notes on the file go to stderr, one a line.
 */
#ifndef TOOL_RECORD_FILE_H
#define TOOL_RECORD_FILE_H

#include <stdbool.h>

#include "record/record.h"

/* The last complete record; on an error prints one line and returns NULL. */
const struct record *record_file_read(const char *file);

/* The same, for each complete record in the file */
typedef void record_file_take(const struct record *record);
bool record_file_read_all(const char *file, record_file_take *take);

#endif
