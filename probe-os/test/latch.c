// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two rows: exits 10 * row and up, range 1 to row, 5 * row cycles blocked, one bucket each.
 */
#include "exit_probe_abi.h"
#include "test/latch.h"

uint32_t latch_high[2], latch_left, latch_reads, latch_phase, latch_causes_count;
struct latch_cause latch_causes[LATCH_CAUSES];
bool latch_is_stuck;

/* A read sums 64 vCPUs. */
static struct cpuid latch(void)
{
	const uint32_t left = latch_left;

	latch_reads++;
	if (!latch_is_stuck)
		latch_left -= left < EXIT_PROBE_TABLE_VCPUS ? left : EXIT_PROBE_TABLE_VCPUS;
	return (struct cpuid){ .eax = 2, .ebx = left };
}

struct cpuid latch_read(uint32_t item)
{
	const uint32_t row = item % EXIT_PROBE_TABLE_PAIR;

	if (item << (32 - EXIT_PROBE_TABLE_PHASE_SHIFT) == EXIT_PROBE_TABLE_LATCH) {
		latch_phase = item >> EXIT_PROBE_TABLE_PHASE_SHIFT;
		return latch();
	}
	switch (item - row) {
	case EXIT_PROBE_TABLE_COUNTS:
		return (struct cpuid){ .eax = 10 * row, .ebx = latch_high[row - 1] };
	case EXIT_PROBE_TABLE_RANGE:
		return (struct cpuid){ .eax = 1, .ecx = row };
	case EXIT_PROBE_TABLE_BLOCKED:
		return (struct cpuid){ .eax = 5 * row };
	case EXIT_PROBE_TABLE_HISTOGRAM + EXIT_PROBE_TABLE_PAIR:
		return (struct cpuid){ .eax = row, .ecx = 10 * row };
	}
	return (struct cpuid){ 0 };
}

struct cpuid causes_read(uint32_t item)
{
	const uint32_t row = item & (EXIT_PROBE_CAUSES_COUNTS - 1);

	if (item == EXIT_PROBE_CAUSES_KEY)
		return (struct cpuid){ .eax = latch_causes_count };
	if (row > latch_causes_count)
		return (struct cpuid){ .edx = EXIT_PROBE_UNDEFINED };
	switch (item - row) {
	case EXIT_PROBE_CAUSES_KEY:
		return latch_causes[row - 1].key;
	case EXIT_PROBE_CAUSES_COUNTS:
		return latch_causes[row - 1].counts;
	case EXIT_PROBE_CAUSES_BLOCKED:
		return latch_causes[row - 1].blocked;
	}
	return (struct cpuid){ .edx = EXIT_PROBE_UNDEFINED };
}
