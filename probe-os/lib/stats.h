/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a row of samples says: its smallest, middle and largest.
 */
#ifndef LIB_STATS_H
#define LIB_STATS_H

#include <stddef.h>
#include <stdint.h>

struct stats {
	uint64_t min, median, p99, max;
};

/*
 * Sorts the values in place. The median of an even number is the lower one; 99
 * of 100 values are not above p99.
 */
struct stats stats_of(uint64_t *values, size_t count);

#endif
