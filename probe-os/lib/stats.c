// SPDX-License-Identifier: GPL-2.0-only
/*
 * Order statistics of samples.
 */
#include "lib/stats.h"

/* Shellsort: no recursion, no memory, fast enough for thousands of values. */
static void sort(uint64_t *values, size_t count)
{
	for (size_t gap = count / 2; gap > 0; gap /= 2)
		for (size_t i = gap; i < count; i++) {
			uint64_t value = values[i];
			size_t at = i;

			for (; at >= gap && values[at - gap] > value; at -= gap)
				values[at] = values[at - gap];
			values[at] = value;
		}
}

struct stats stats_of(uint64_t *values, size_t count)
{
	if (count == 0)
		return (struct stats){ 0 };
	sort(values, count);
	return (struct stats){
		.min = values[0],
		.median = values[(count - 1) / 2],
		.p99 = values[(count * 99 + 99) / 100 - 1],
		.max = values[count - 1],
	};
}
