/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The panels of the plot over time: one lane for each label.
 */
#ifndef COMPARE_LANES_H
#define COMPARE_LANES_H

#include "mark.h"
#include "timeline.h"

struct lane {
	const struct set *set;
	size_t run; /* that is drawn */
	struct timeline line;
};

struct lanes {
	const struct drawing *drawing;
	struct lane rows[SETS_MAX];
	size_t count;
	double from, to, most; /* microseconds, exits */
	double unit;           /* microseconds of the axis' unit */
	double width, height;  /* of a lane's areas, in pixels */
};

/* All exits up to a moment, in the slots below that one */
double lane_sum(const struct moment *moment, size_t slots);

/* The phases, with names where they fit */
void lane_put_band(const struct lanes *lanes, const struct lane *lane);

/* The exits, one slot on top of the other; the totals of the label's other runs as lines */
void lane_put_areas(const struct lanes *lanes, const struct lane *lane);

#endif
