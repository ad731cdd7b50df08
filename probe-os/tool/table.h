/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The records of a table, and what each table asks of all of them.
 */
#ifndef TOOL_TABLE_H
#define TOOL_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "record/record.h"
#include "tool/cells.h"

#define TABLE_RECORDS_MAX 64
#define TABLE_LABEL_SIZE  64

struct table_record {
	char label[TABLE_LABEL_SIZE];
	const char *file;
	const struct record *record;
};

struct table {
	struct cells cells;
	struct table_record records[TABLE_RECORDS_MAX];
	size_t count;
	const char *only; /* names between commas, or NULL for all */
};

/* Whether the rows of that name are asked for */
bool table_shows(const struct table *table, const char *name);

/* The names of all reasons in the records, each once; how many */
#define TABLE_REASONS_MAX 384
size_t table_reasons(const struct table *table, const char *names[TABLE_REASONS_MAX]);

/* The tables, each in a file of its own or with those like it */
void table_before(struct table *table);
void table_boot(struct table *table);
void table_phases(struct table *table);
void table_costs(struct table *table);
void table_lines(struct table *table, const char *kind);

#endif
