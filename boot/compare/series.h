/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Exits over time, and statistics of their rate.
 */
#ifndef COMPARE_SERIES_H
#define COMPARE_SERIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct point {
	uint64_t us, exits; /* microseconds, exits up to then */
};

/* Grows as needed, or uses an array of the caller */
struct series {
	struct point *points;
	size_t count, size;
	bool is_given;
};

/* Rates in exits per second. A quarter of the time is below q1, and so on. */
struct rate {
	uint64_t points, milliseconds, exits;
	uint64_t mean, min, q1, median, q3, max;
	uint64_t busiest_tenth; /* percent of all exits, in the tenth of the time with the most */
};

/* A rate is computed in this many windows of equal time. */
#define SERIES_WINDOWS 50

/* The maximum number of points of a rate: the ends of all windows */
#define SERIES_RATED_MAX (SERIES_WINDOWS + 1)

/* An empty series in an array of the caller, which needs no series_free() */
struct series series_in(struct point *room, size_t size);

/* NULL, or the error */
const char *series_add(struct series *series, uint64_t us, uint64_t exits);

/* Exits up to a moment, interpolated between two points */
double series_at(const struct series *series, double us);

/*
 * The same series with points at equal distances in time. room needs space for
 * windows + 1 points.
 */
struct series series_windows(const struct series *series, size_t windows, struct point *room);

/* The rate between each two points, weighted by the time between them */
struct rate series_rate(const struct series *series);

/*
 * The definition of "stable": half of the time the rate is within a band that is at
 * most as wide as a quarter of its median.
 */
bool rate_is_stable(const struct rate *rate);

void series_free(struct series *series);

#endif
