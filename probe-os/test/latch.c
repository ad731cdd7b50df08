// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two rows: exits 10 * row and up, range 1 to row, one bucket each.
 */
#include "exit_probe_abi.h"
#include "test/latch.h"

uint32_t latch_high[2];

struct cpuid latch_read(uint32_t item)
{
	const uint32_t row = item % EXIT_PROBE_TABLE_PAIR;

	switch (item - row) {
	case EXIT_PROBE_TABLE_COUNTS:
		return (struct cpuid){ .eax = 10 * row, .ebx = latch_high[row - 1] };
	case EXIT_PROBE_TABLE_RANGE:
		return (struct cpuid){ .eax = 1, .ecx = row };
	case EXIT_PROBE_TABLE_HISTOGRAM + EXIT_PROBE_TABLE_PAIR:
		return (struct cpuid){ .eax = row, .ecx = 10 * row };
	}
	return (struct cpuid){ 0 };
}
