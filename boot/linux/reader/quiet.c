// SPDX-License-Identifier: GPL-2.0-only
/*
 * No program can keep interrupts away, but the counters tell how many came: two
 * reads with nothing but RDTSC between them differ by those and one exit, the second's.
 */
#include "exit_probe_abi.h"
#include "hw/instructions.h"
#include "quiet.h"

/* Long enough to read a statistic in, in the lab, and short against a tick */
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
