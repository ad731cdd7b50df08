// SPDX-License-Identifier: GPL-2.0-only
/*
 * A program cannot block interrupts, but the counters show them. Between two reads with
 * only RDTSC between them, the exits are those of the interrupts and one of the second read.
 */
#include "exit_probe_abi.h"
#include "hw/instructions.h"
#include "quiet.h"

/* Long enough for the host to read a statistic in the lab, and much shorter than a tick */
#define SPAN_US 500

static uint64_t read_exits(void)
{
	return cpuid_first(cpuid(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_EXITS));
}

size_t quiet_find(struct quiet all[QUIET_MAX], uint64_t ms, uint64_t tsc_khz)
{
	const uint64_t span = SPAN_US * tsc_khz / 1000, deadline = rdtsc() + ms * tsc_khz;
	size_t count = 0;

	while (count < QUIET_MAX && rdtsc() < deadline) {
		const uint64_t before = read_exits();
		struct quiet quiet = { .from = rdtsc() };

		do
			quiet.to = rdtsc();
		while (quiet.to - quiet.from < span);
		quiet.exits = read_exits() - 1;
		if (quiet.exits - before == 1)
			all[count++] = quiet;
	}
	return count;
}
