/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which numbers of two labels differ for certain, with any noise.
 *
 * Sort the runs of both labels by a number, and cut them into as many low and high ones as the
 * labels have runs. The cut is as clear as its gap is wider than the two sides of it. If both
 * labels boot the same, each way to cut the runs is as likely as any other to be the clearest of
 * all numbers. So the labels differ if the clearest cut is that between them. A number that
 * differs is taken away, and the clearest cut of the others is next.
 *
 * Equal labels have a number that differs with a chance of at most: allowed ways of all ways, and
 * twice that if they have equal counts of runs, as either may then be the one with more. It is so
 * whatever the noise, and however many numbers there are.
 */
#ifndef COMPARE_GATE_RULE_H
#define COMPARE_GATE_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "facts.h"

#define GATE_WAYS_MIN 20 /* 3 runs against 3 */

/* A number of two labels, run by run */
struct gate_numbers {
	const uint64_t *from, *to;
	size_t from_count, to_count;
};

/* The ways to divide the runs into two labels of that size */
uint64_t gate_ways(size_t from_count, size_t to_count);

/* How many of the ways may be as clear as the one that differs: a 100th, at least 1 */
uint64_t gate_ways_allowed(uint64_t ways);

/*
 * One of how many comparisons of equal labels has a number that differs, at most. With equal
 * counts the labels may change places: one of them then has more of one number, and less of
 * another one, so that both ways are called worse.
 */
uint64_t gate_false_alarm_in(size_t from_count, size_t to_count);

/*
 * Sets is_certain[i] for each number that differs. All have the same counts of runs. Gaps are
 * compared with the sides of their cut and floor more. False if out of memory.
 */
bool gate_find_certain(const struct gate_numbers *numbers, size_t count, uint64_t floor,
		       bool *is_certain);

/*
 * Between which changes the true one is: from the smallest to the largest difference of two runs,
 * without as many at both ends as leave a confidence of 95 % (Hodges-Lehmann, Mann-Whitney).
 */
void gate_interval(const struct gate_numbers *numbers, int64_t *low, int64_t *high);

#endif
