/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The tables of a comparison.
 */
#ifndef COMPARE_GRID_H
#define COMPARE_GRID_H

#include "grid_rows.h"

/* Calls take() for each table that has a row, in order. */
void grids(const struct comparison *comparison, grid_take *take, FILE *to);

/* Whether no earlier set has the same phases */
bool is_first_of_phases(const struct comparison *comparison, const struct set *set);

#endif
