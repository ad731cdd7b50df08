// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rates from points in time.
 */
#include <stdlib.h>

#include "series.h"

#define US_PER_SECOND 1e6

struct stretch {
	double us, exits, rate;
};

struct series series_in(struct point *room, size_t size)
{
	return (struct series){ .points = room, .size = size, .is_given = true };
}

static bool grow(struct series *series)
{
	size_t size = series->size ? 2 * series->size : 64;
	struct point *points =
		series->is_given ? NULL : realloc(series->points, size * sizeof(*points));

	if (!points)
		return false;
	series->points = points;
	series->size = size;
	return true;
}

const char *series_add(struct series *series, uint64_t us, uint64_t exits)
{
	const struct point *last = series->count ? &series->points[series->count - 1] : NULL;

	if (last && (us < last->us || exits < last->exits))
		return "time_ms or exits decreases";
	if (series->count == series->size && !grow(series))
		return "too many points";
	series->points[series->count++] = (struct point){ us, exits };
	return NULL;
}

double series_at(const struct series *series, double us)
{
	size_t low = 0, high = series->count - 1;
	const struct point *a, *b;

	while (low + 1 < high) {
		size_t middle = low + (high - low) / 2;

		if ((double)series->points[middle].us <= us)
			low = middle;
		else
			high = middle;
	}
	a = &series->points[low];
	b = &series->points[high];
	if (b->us == a->us || us >= (double)b->us)
		return (double)b->exits;
	return (double)a->exits +
	       (double)(b->exits - a->exits) * (us - (double)a->us) / (double)(b->us - a->us);
}

/* A rate over microseconds may exceed 64 bits: it is limited to the maximum. */
static uint64_t whole(double value)
{
	return value < 0x1p64 ? (uint64_t)value : UINT64_MAX;
}

struct series series_windows(const struct series *series, size_t windows, struct point *room)
{
	const struct point *first = series->points, *last = first + series->count - 1;
	double step = (double)(last->us - first->us) / (double)windows;
	struct series even = series_in(room, windows + 1);

	for (size_t i = 0; i < windows; i++) {
		double us = (double)first->us + step * (double)i;

		series_add(&even, whole(us), whole(series_at(series, us)));
	}
	series_add(&even, last->us, last->exits);
	return even;
}

static int by_rate(const void *a, const void *b)
{
	double x = ((const struct stretch *)a)->rate, y = ((const struct stretch *)b)->rate;

	return (x > y) - (x < y);
}

static size_t stretches_of(const struct series *series, struct stretch *to)
{
	size_t count = 0;

	for (size_t i = 1; i < series->count; i++) {
		const struct point *a = &series->points[i - 1], *b = a + 1;
		struct stretch *stretch = &to[count];

		if (b->us == a->us)
			continue;
		stretch->us = (double)(b->us - a->us);
		stretch->exits = (double)(b->exits - a->exits);
		stretch->rate = stretch->exits * US_PER_SECOND / stretch->us;
		count++;
	}
	qsort(to, count, sizeof(*to), by_rate);
	return count;
}

/* The rate is at or below the result for that share of the time. */
static uint64_t quantile(const struct stretch *sorted, size_t count, double share, double total)
{
	double passed = 0;

	for (size_t i = 0; i < count; i++) {
		passed += sorted[i].us;
		if (passed >= share * total)
			return whole(sorted[i].rate);
	}
	return whole(sorted[count - 1].rate);
}

static uint64_t busiest_tenth(const struct stretch *sorted, size_t count, double us, double exits)
{
	double left = us / 10, sum = 0;

	for (size_t i = count; i-- > 0 && left > 0;) {
		double share = sorted[i].us <= left ? 1 : left / sorted[i].us;

		sum += sorted[i].exits * share;
		left -= sorted[i].us * share;
	}
	return exits > 0 ? (uint64_t)(sum * 100 / exits + 0.5) : 0;
}

struct rate series_rate(const struct series *series)
{
	struct rate rate = { .points = series->count };
	struct stretch sorted[SERIES_RATED_MAX] = { { 0 } };
	size_t count;
	double us, exits;

	if (series->count < 2 || series->count > SERIES_RATED_MAX)
		return rate;
	rate.exits = series->points[series->count - 1].exits - series->points[0].exits;
	us = (double)(series->points[series->count - 1].us - series->points[0].us);
	exits = (double)rate.exits;
	rate.milliseconds = whole(us / 1000);
	count = stretches_of(series, sorted);
	if (count > 0) {
		rate.mean = whole(exits * US_PER_SECOND / us);
		rate.min = whole(sorted[0].rate);
		rate.q1 = quantile(sorted, count, 0.25, us);
		rate.median = quantile(sorted, count, 0.5, us);
		rate.q3 = quantile(sorted, count, 0.75, us);
		rate.max = whole(sorted[count - 1].rate);
		rate.busiest_tenth = busiest_tenth(sorted, count, us, exits);
	}
	return rate;
}

bool rate_is_stable(const struct rate *rate)
{
	return rate->q3 - rate->q1 <= rate->median / 4;
}

void series_free(struct series *series)
{
	if (!series->is_given)
		free(series->points);
	*series = (struct series){ 0 };
}
