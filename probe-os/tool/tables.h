/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * exit-record table
 */
#ifndef TOOL_TABLES_H
#define TOOL_TABLES_H

#include "tool/table.h"

/*
 * Prints the table WHAT: one of table.h, or the lines of a kind unchanged. On an
 * error prints one line to stderr and returns false.
 */
bool table_print(struct table *table, const char *what);

#endif
