/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Min, median, p99 and max of a series of values.
 */
#ifndef LIB_STATS_H
#define LIB_STATS_H

#include <stddef.h>
#include <stdint.h>

struct stats {
	uint64_t min, median, p99, max;
};

/*
 * Sorts the values in place. For an even count the median is the lower middle value;
 * 99 of 100 values are p99 or less.
 */
struct stats stats_of(uint64_t *values, size_t count);

#endif
