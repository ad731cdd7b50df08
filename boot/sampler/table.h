/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Samples over time, kept in memory and written as CSV at the end. New columns may appear
 * after the first row.
 */
#ifndef SAMPLER_TABLE_H
#define SAMPLER_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define TABLE_COLUMNS_MAX 256
#define TABLE_NAME_SIZE   64

struct table_row {
	const char *vm; /* NULL if all rows are of one VM */
	size_t columns;
	uint64_t *cells;
};

struct table {
	size_t columns, rows, room;
	char names[TABLE_COLUMNS_MAX][TABLE_NAME_SIZE];
	struct table_row *row;
	uint64_t last[TABLE_COLUMNS_MAX]; /* the current row */
	const char *vm;
	bool left_out; /* a value had no column */
};

/* Begins a row of zeros. Keeps the pointer to the VM's name. */
void table_begin(struct table *table, const char *vm);

/* Finds or adds a column; TABLE_COLUMNS_MAX if the table is full. */
size_t table_column(struct table *table, const char *name);

/* Adds to a cell of the current row. */
void table_add_at(struct table *table, size_t column, uint64_t value);
void table_add(struct table *table, const char *column, uint64_t value);

/* A cell of the current row */
uint64_t table_last(const struct table *table, const char *column);

/* A cell of a kept row; 0 if it has no such column */
uint64_t table_cell(const struct table *table, size_t row, const char *column);

/* Keeps the current row; false if out of memory. */
bool table_keep(struct table *table);

/* Writes the header and all kept rows. False on an error: see errno. */
bool table_write(const struct table *table, FILE *out);

/* Drops all rows; the columns stay. */
void table_clear(struct table *table);

void table_free(struct table *table);

#endif
