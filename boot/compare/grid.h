/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The tables, before they become text or HTML: names, and facts in cells.
 */
#ifndef COMPARE_GRID_H
#define COMPARE_GRID_H

#include "model.h"

#define GRID_COLUMNS_MAX 20
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
	struct grid_row *rows;
	size_t row_count;
};

/* Each kind of table; those by phase for the sets with the phases of first */
void grid_stages(const struct comparison *comparison, struct grid *grid);
void grid_phases(const struct comparison *comparison, const struct set *first, struct grid *grid);
void grid_reasons(const struct comparison *comparison, struct grid *grid);
void grid_cycles(const struct comparison *comparison, struct grid *grid);
void grid_rates(const struct comparison *comparison, struct grid *grid);

/* Whether no set before this one has its phases */
bool is_first_of_phases(const struct comparison *comparison, const struct set *set);

void grid_free(struct grid *grid);

#endif
