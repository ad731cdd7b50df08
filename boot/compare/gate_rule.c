// SPDX-License-Identifier: GPL-2.0-only
/*
 * A permutation test of the maximum over all numbers, stepping down (Westfall, Young). Only one
 * division of the runs, or two, has a gap in a number: there is no need to try them all.
 */
#include <stdlib.h>
#include <string.h>

#include "gate_rule.h"

#define CUTS 2 /* of a number, if the labels have different counts of runs */

/* A way to divide the runs, by the set of those in the first label */
struct cut {
	uint64_t runs;
	double clarity; /* 0: no gap */
};

struct number {
	struct cut cuts[CUTS];
	size_t index;   /* in the array of the caller */
	double clarity; /* of the cut between the labels */
};

struct run_value {
	uint64_t value;
	size_t run;
};

uint64_t gate_ways(size_t from_count, size_t to_count)
{
	uint64_t row[RUNS_MAX + 1] = { 1 };

	/* Pascal's triangle: C(64, 32) still fits */
	for (size_t i = 0; i < from_count + to_count; i++)
		for (size_t j = from_count; j > 0; j--)
			row[j] += row[j - 1];
	return row[from_count];
}

uint64_t gate_ways_allowed(uint64_t ways)
{
	return ways < 200 ? 1 : ways / 100;
}

uint64_t gate_false_alarm_in(size_t from_count, size_t to_count)
{
	const uint64_t ways = gate_ways(from_count, to_count);

	return ways / (from_count == to_count ? 2 : 1) / gate_ways_allowed(ways);
}

static int by_value(const void *a, const void *b)
{
	const struct run_value *x = a, *y = b;

	return x->value < y->value ? -1 : x->value > y->value;
}

static int by_runs(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static int by_clarity(const void *a, const void *b)
{
	const struct number *x = a, *y = b;

	if (x->clarity != y->clarity)
		return x->clarity < y->clarity ? 1 : -1;
	return x->index < y->index ? -1 : x->index > y->index;
}

static uint64_t first_label(size_t count)
{
	return (1ULL << count) - 1;
}

/* The cut after that many low values. At equal counts both sides may be the first label. */
static struct cut cut_of(const struct run_value *sorted, size_t low, const struct gate_numbers *of,
			 double floor)
{
	const size_t count = of->from_count + of->to_count;
	const uint64_t gap = sorted[low].value - sorted[low - 1].value;
	const double sides = (double)(sorted[low - 1].value - sorted[0].value) +
			     (double)(sorted[count - 1].value - sorted[low].value);
	struct cut cut = { .clarity = (double)gap / (sides + floor) };
	bool is_low = low == of->from_count;

	if (of->from_count == of->to_count)
		for (size_t i = low; i < count; i++)
			is_low = is_low && sorted[i].run != 0;
	for (size_t i = is_low ? 0 : low; i < (is_low ? low : count); i++)
		cut.runs |= 1ULL << sorted[i].run;
	return cut;
}

static struct number number_of(const struct gate_numbers *of, size_t index, double floor)
{
	const size_t count = of->from_count + of->to_count;
	struct run_value sorted[2 * RUNS_MAX] = { 0 };
	struct number number = { .index = index };

	for (size_t i = 0; i < count; i++) {
		const bool is_from = i < of->from_count;

		sorted[i].value = is_from ? of->from[i] : of->to[i - of->from_count];
		sorted[i].run = i;
	}
	qsort(sorted, count, sizeof(sorted[0]), by_value);
	number.cuts[0] = cut_of(sorted, of->from_count, of, floor);
	if (of->from_count != of->to_count)
		number.cuts[1] = cut_of(sorted, of->to_count, of, floor);
	for (size_t i = 0; i < CUTS; i++)
		if (number.cuts[i].runs == first_label(of->from_count))
			number.clarity = number.cuts[i].clarity;
	return number;
}

/* How many ways are at least as clear in one of the numbers, with the one between the labels */
static uint64_t ways_as_clear(const struct number *numbers, size_t count, double clarity,
			      uint64_t *room)
{
	size_t found = 0;
	uint64_t ways = 0;

	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < CUTS; j++)
			if (numbers[i].cuts[j].clarity >= clarity)
				room[found++] = numbers[i].cuts[j].runs;
	qsort(room, found, sizeof(room[0]), by_runs);
	for (size_t i = 0; i < found; i++)
		ways += i == 0 || room[i] != room[i - 1];
	return ways;
}

bool gate_find_certain(const struct gate_numbers *numbers, size_t count, uint64_t floor,
		       bool *is_certain)
{
	struct number *sorted = calloc(count ? count : 1, sizeof(*sorted));
	uint64_t *room = calloc(count ? count : 1, CUTS * sizeof(*room));
	uint64_t ways = count ? gate_ways(numbers[0].from_count, numbers[0].to_count) : 0;
	bool has_room = sorted && room;

	memset(is_certain, 0, count * sizeof(*is_certain));
	for (size_t i = 0; has_room && i < count; i++)
		sorted[i] = number_of(&numbers[i], i, (double)floor);
	if (has_room)
		qsort(sorted, count, sizeof(*sorted), by_clarity);
	for (size_t i = 0; has_room && ways >= GATE_WAYS_MIN && i < count; i++) {
		if (sorted[i].clarity <= 0 ||
		    ways_as_clear(&sorted[i], count - i, sorted[i].clarity, room) >
			    gate_ways_allowed(ways))
			break;
		is_certain[sorted[i].index] = true;
	}
	free(sorted);
	free(room);
	return has_room;
}

/*
 * How many of the ordered differences to leave out at each end: as many as the Mann-Whitney
 * statistic has to be higher than, so that its chance is at most 1 in 40. Of all ways,
 * ways[i][u] have i runs of the first label so far, u pairs of runs in the other order.
 */
static size_t left_out(size_t from_count, size_t to_count)
{
	static uint64_t ways[RUNS_MAX + 1][RUNS_MAX * RUNS_MAX + 1];
	const size_t pairs = from_count * to_count;
	uint64_t sum = 0;
	size_t low = 0;

	for (size_t i = 0; i <= from_count; i++)
		memset(ways[i], 0, (pairs + 1) * sizeof(ways[i][0]));
	ways[0][0] = 1;
	for (size_t at = 1; at <= from_count + to_count; at++)
		for (size_t i = at < from_count ? at : from_count; i > 0; i--)
			for (size_t u = at - i; u <= pairs; u++)
				ways[i][u] += ways[i - 1][u - (at - i)];
	while (low < pairs && sum + ways[from_count][low] <= gate_ways(from_count, to_count) / 40)
		sum += ways[from_count][low++];
	return low > 0 ? low - 1 : 0;
}

static int by_size(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

void gate_interval(const struct gate_numbers *numbers, int64_t *low, int64_t *high)
{
	int64_t changes[RUNS_MAX * RUNS_MAX] = { 0 };
	const size_t out = left_out(numbers->from_count, numbers->to_count);
	size_t count = 0;

	for (size_t i = 0; i < numbers->from_count; i++)
		for (size_t j = 0; j < numbers->to_count; j++)
			changes[count++] = (int64_t)(numbers->to[j] - numbers->from[i]);
	qsort(changes, count, sizeof(changes[0]), by_size);
	*low = changes[out];
	*high = changes[count - 1 - out];
}
