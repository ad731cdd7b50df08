// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the registers of the totals mean, as the ABI says.
 */
#include "exit_probe_abi.h"
#include "probe/sample.h"

static uint64_t first(const struct sample *sample, unsigned int item)
{
	const struct cpuid *read = &sample->items[item];

	return (uint64_t)read->ebx << 32 | read->eax;
}

static uint64_t second(const struct sample *sample, unsigned int item)
{
	const struct cpuid *read = &sample->items[item];

	return (uint64_t)read->edx << 32 | read->ecx;
}

void sample_decode(const struct sample *sample, struct record_counters *counters)
{
	*counters = (struct record_counters){
		.exits = first(sample, EXIT_PROBE_TOTALS_EXITS),
		.kernel = second(sample, EXIT_PROBE_TOTALS_EXITS),
		.userspace = first(sample, EXIT_PROBE_TOTALS_WAITING),
		.halted = second(sample, EXIT_PROBE_TOTALS_WAITING),
		.scheduled_out = first(sample, EXIT_PROBE_TOTALS_RUNNING),
		.guest = second(sample, EXIT_PROBE_TOTALS_RUNNING),
		.userspace_exits = first(sample, EXIT_PROBE_TOTALS_APART),
		.nested_exits = second(sample, EXIT_PROBE_TOTALS_APART),
	};
}
