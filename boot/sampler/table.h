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

struct table {
	size_t columns, rows, room;
	char names[TABLE_COLUMNS_MAX][TABLE_NAME_SIZE];
	uint64_t *cells; /* room rows of TABLE_COLUMNS_MAX */
};

/* A new row, all zeros; false if there is no memory for it. */
bool table_next(struct table *table);

/* Adds to a cell of the last row; what no column is free for is left out. */
void table_add(struct table *table, const char *column, uint64_t value);

/* Whether the last row has anything in that column. */
uint64_t table_last(const struct table *table, const char *column);

/* Takes the last row back. */
void table_drop(struct table *table);

/* A line of names, then the rows. False if it could not be written. */
bool table_write(const struct table *table, FILE *out);

#endif
