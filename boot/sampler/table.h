/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Samples over time: columns that may appear later than the first row, kept in
 * memory, written as CSV at the end.
 */
#ifndef SAMPLER_TABLE_H
#define SAMPLER_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define TABLE_COLUMNS_MAX 128
#define TABLE_NAME_SIZE   64

struct table_row {
	const char *vm; /* NULL where all rows are of one VM */
	size_t columns;
	uint64_t *cells;
};

struct table {
	size_t columns, rows, room;
	char names[TABLE_COLUMNS_MAX][TABLE_NAME_SIZE];
	struct table_row *row;
	uint64_t last[TABLE_COLUMNS_MAX]; /* the row that is being filled */
	const char *vm;
	bool left_out; /* something had no column */
};

/* Begins a row, all zeros. A VM's name is kept as a pointer. */
void table_begin(struct table *table, const char *vm);

/* The place of a column, a new one if need be; TABLE_COLUMNS_MAX if none is free. */
size_t table_column(struct table *table, const char *name);

/* Adds to a cell of that row. */
void table_add_at(struct table *table, size_t column, uint64_t value);
void table_add(struct table *table, const char *column, uint64_t value);

/* What that row has in a column so far */
uint64_t table_last(const struct table *table, const char *column);

/* Keeps that row; false if there is no memory for it. */
bool table_keep(struct table *table);

/* A line of names, then the rows that were kept. False if it was not written: see errno. */
bool table_write(const struct table *table, FILE *out);

void table_free(struct table *table);

#endif
