/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Rows of horizontal bars, one bar per label in each row; many labels have a panel each.
 */
#ifndef COMPARE_BARS_H
#define COMPARE_BARS_H

#include "mark.h"

#define BAR_ROWS_MAX 64

struct bar_row {
	const char *name, *words; /* beside the row, and in the titles of its marks */
	struct fact_key key;
	const char *unit;
	const char *phase; /* its duration is stated; NULL: not */
	bool is_quiet;     /* grey: other bars matter more */
};

/* Draws the sets of the drawing; false if there are none. */
bool bars_draw(const struct drawing *drawing, const struct bar_row *rows, size_t count);

#endif
