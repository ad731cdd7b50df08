/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A table as names and facts, for output as text or HTML.
 */
#ifndef COMPARE_GRID_ROWS_H
#define COMPARE_GRID_ROWS_H

#include <stdio.h>

#include "comparison.h"

#define GRID_COLUMNS_MAX 20
#define GRID_ROWS_MAX    256
#define GRID_TEXT_SIZE   160

struct grid_row {
	char name[GRID_TEXT_SIZE];
	const struct fact *cells[GRID_COLUMNS_MAX]; /* NULL: no such fact */
	const struct set *sets[GRID_COLUMNS_MAX];   /* of each cell */
};

struct grid {
	char title[GRID_TEXT_SIZE];
	const char *name_title, *note;
	char columns[GRID_COLUMNS_MAX][GRID_TEXT_SIZE];
	size_t column_count;
	struct grid_row rows[GRID_ROWS_MAX];
	size_t row_count;
	bool is_for_page; /* not printed on the terminal */
};

/* Takes a table to the output. */
typedef void grid_take(FILE *to, const struct grid *grid);

/* Starts without columns and rows. */
void grid_start(struct grid *grid, const char *title, const char *name_title);

void grid_column(struct grid *grid, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct grid_row *grid_row(struct grid *grid, const char *name);

/* Puts a fact of the set into a cell, which stays empty if there is no such fact. */
void grid_put(struct grid_row *row, size_t column, const struct set *set, struct fact_key key);

#endif
