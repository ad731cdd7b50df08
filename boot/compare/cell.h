/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The text of a cell: the terminal and the page have the same.
 */
#ifndef COMPARE_CELL_H
#define COMPARE_CELL_H

#include "format.h"
#include "grid_rows.h"

/* Each is empty if there is nothing to show. */
struct cell_text {
	char value[NUMBER_SIZE];
	char min[NUMBER_SIZE], max[NUMBER_SIZE]; /* if the runs differ */
	char share[NUMBER_SIZE];
};

struct cell_text cell_text(const struct grid_cell *cell);

#endif
