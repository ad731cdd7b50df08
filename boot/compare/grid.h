/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The tables as names and facts, for output as text or HTML.
 */
#ifndef COMPARE_GRID_H
#define COMPARE_GRID_H

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

/* Calls take() for each table that has a row, in order. */
typedef void grid_take(FILE *to, const struct grid *grid);
void grids(const struct comparison *comparison, grid_take *take, FILE *to);

/* Whether no earlier set has the same phases */
bool is_first_of_phases(const struct comparison *comparison, const struct set *set);

#endif
