/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The record of a file, through the one parser and its checks.
 */
#ifndef TOOL_RECORD_FILE_H
#define TOOL_RECORD_FILE_H

#include <stdbool.h>

#include "record/record.h"

/* Says what is wrong with it in one line and returns NULL if something is. */
const struct record *record_file_read(const char *file);

#endif
