/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The tables of exit reasons.
 */
#ifndef COMPARE_GRID_REASONS_H
#define COMPARE_GRID_REASONS_H

#include "grid_rows.h"

/* Calls take() for each table of reasons that has a row. grid: room for it */
void grids_of_reasons(const struct comparison *comparison, struct grid *grid, grid_take *take,
		      FILE *to);

#endif
