/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Fills in a table.
 */
#ifndef COMPARE_GRID_ROWS_H
#define COMPARE_GRID_ROWS_H

#include "grid.h"

/* Starts without columns and rows. */
void grid_start(struct grid *grid, const char *title, const char *name_title);

void grid_column(struct grid *grid, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct grid_row *grid_row(struct grid *grid, const char *name);

/* Puts a fact of the set into a cell, which stays empty if there is no such fact. */
void grid_put(struct grid_row *row, size_t column, const struct set *set, struct fact_key key);

/* Takes the tables of causes. */
void grids_of_causes(const struct comparison *comparison, struct grid *grid, grid_take *take,
		     FILE *to);

#endif
