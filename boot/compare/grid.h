/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The tables, before they become text or HTML: names, and facts in cells.
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
	const struct fact *cells[GRID_COLUMNS_MAX]; /* NULL: there is no such number */
	const struct set *sets[GRID_COLUMNS_MAX];   /* whose it is */
};

struct grid {
	char title[GRID_TEXT_SIZE];
	const char *name_title, *note;
	char columns[GRID_COLUMNS_MAX][GRID_TEXT_SIZE];
	size_t column_count;
	struct grid_row rows[GRID_ROWS_MAX];
	size_t row_count;
	bool is_for_page; /* a terminal shows enough without */
};

/* Hands over each table that has a row, in order. */
typedef void grid_take(FILE *to, const struct grid *grid);
void grids(const struct comparison *comparison, grid_take *take, FILE *to);

/* Whether no set before this one has its phases */
bool is_first_of_phases(const struct comparison *comparison, const struct set *set);

#endif
