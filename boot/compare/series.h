/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Exits over time, and how evenly they are spread.
 */
#ifndef COMPARE_SERIES_H
#define COMPARE_SERIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct point {
	uint64_t us, exits; /* microseconds, exits up to then */
};

/* Grows as needed, or has the room that it was given */
struct series {
	struct point *points;
	size_t count, size;
	bool is_given;
};

/* Rates in exits per second. A quarter of the time is below q1, and so on. */
struct rate {
	uint64_t points, milliseconds, exits;
	uint64_t mean, min, q1, median, q3, max;
	uint64_t busiest_tenth; /* percent of the exits that fall in a tenth of the time */
};

/* Windows of equal time that samples are put into */
#define SERIES_WINDOWS 50

/* A rate is that of so many points at most: all windows, or all checkpoints. */
#define SERIES_RATED_MAX 64

/* An empty one in room for so many points, not to be freed */
struct series series_in(struct point *room, size_t size);

/* NULL, or why the point was not added */
const char *series_add(struct series *series, uint64_t us, uint64_t exits);

/* Exits up to a moment, on the straight line between two points */
double series_at(const struct series *series, double us);

/*
 * The same course in points that are equally far from each other in time; room is
 * for one more than there are windows.
 */
struct series series_windows(const struct series *series, size_t windows, struct point *room);

/* Point by point, each stretch with the weight of the time that it lasts */
struct rate series_rate(const struct series *series);

/*
 * The one measure of "stable": half of the time the rate stays within a band
 * that is no wider than a quarter of its median.
 */
bool rate_is_stable(const struct rate *rate);

void series_free(struct series *series);

#endif
