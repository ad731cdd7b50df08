/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The records of a table, and what all tables need from them.
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

/* Whether rows of that name are selected */
bool table_shows(const struct table *table, const char *name);

/* Stores the names of all reasons in the records, each once; returns their number. */
#define TABLE_REASONS_MAX 384
size_t table_reasons(const struct table *table, const char *names[TABLE_REASONS_MAX]);

/* The tables, by files table_*.c */
void table_before(struct table *table);
void table_boot(struct table *table);
void table_phases(struct table *table);
void table_causes(struct table *table);
void table_causes_before(struct table *table);
void table_causes_boot(struct table *table);
void table_changes(struct table *table);
void table_costs(struct table *table);
void table_lines(struct table *table, const char *kind);

#endif
