/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The tables of machines: what each exit costs, and the boots of the probe.
 */
#ifndef COMPARE_GRID_MACHINES_H
#define COMPARE_GRID_MACHINES_H

#include "grid_rows.h"

void grids_of_machines(const struct comparison *comparison, struct grid *grid, grid_take *take,
		       FILE *to);

#endif
