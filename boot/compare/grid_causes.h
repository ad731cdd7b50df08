/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The tables of causes.
 */
#ifndef COMPARE_GRID_CAUSES_H
#define COMPARE_GRID_CAUSES_H

#include "grid_rows.h"

/* Fills in the grid for each of them, and calls take(). */
void grids_of_causes(const struct comparison *comparison, struct grid *grid, grid_take *take,
		     FILE *to);

#endif
