/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The tables of what is the guest's and what the machine's.
 */
#ifndef COMPARE_GRID_ORIGINS_H
#define COMPARE_GRID_ORIGINS_H

#include "grid_rows.h"

void grids_of_origins(const struct comparison *comparison, struct grid *grid, grid_take *take,
		      FILE *to);

#endif
