/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An axis of bars. Bars of less interest may be far longer than all others: then they are
 * drawn with a gap, and the axis has a break there.
 */
#ifndef COMPARE_SCALE_H
#define COMPARE_SCALE_H

#include "mark.h"

struct scale {
	double longest;       /* the longest bar, as drawn */
	double end, break_at; /* where tics end, and the break; 0: there is no break */
};

/* loud, quiet: the longest bar of interest, and of the others */
struct scale scale_of(double loud, double quiet);

/* Where a bar of that value ends */
double scale_length(const struct scale *scale, uint64_t value);

/* The tics of an axis of that many pixels, with the break */
void scale_tics(const struct drawing *drawing, const struct scale *scale, double pixels);

/* Two slanted edges across a bar, with nothing between them, on an axis of that length */
void scale_gap(const struct drawing *drawing, const struct mark *mark, const struct bar *bar,
	       double at, double axis);

/* A bar for the median of a fact, with the spread of its runs; from and to of bar are set. */
void scale_bar(const struct drawing *drawing, const struct scale *scale, const struct mark *mark,
	       struct bar bar);

/*
 * Plots the bars that are marks, with $labels at their ends and $words above them: blocks of
 * lines "ROW LENGTH TEXT" in the script. The axis is longer than the longest bar by the
 * factor room.
 */
void scale_worded_bars(const struct drawing *drawing, const struct scale *scale, double room);

#endif
