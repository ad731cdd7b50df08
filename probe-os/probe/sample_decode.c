// SPDX-License-Identifier: GPL-2.0-only
/*
 * Decodes the registers of table and totals by the ABI.
 */
#include "probe/sample.h"

static struct cpuid total(const struct sample *sample, unsigned int item)
{
	return sample->totals[item - SAMPLE_TOTAL_FIRST];
}

/* A patched host has at least the row of this read. */
bool sample_is_latched(const struct sample *sample)
{
	const struct cpuid *latch = &sample->latch;

	return latch->eax && !(latch->ebx | latch->ecx | latch->edx);
}

/* A host of an earlier ABI does not know this item. */
uint32_t sample_phase_in(const struct cpuid *causes)
{
	if (causes->edx == EXIT_PROBE_UNDEFINED || causes->ebx > EXIT_PROBE_PHASE_LAST)
		return 0;
	return causes->ebx;
}

void sample_decode(const struct sample *sample, struct record_counters *counters)
{
	*counters = (struct record_counters){
		.exits = cpuid_first(total(sample, EXIT_PROBE_TOTALS_LATCHED)),
		.kernel = cpuid_second(total(sample, EXIT_PROBE_TOTALS_LATCHED)),
		.userspace = cpuid_first(total(sample, EXIT_PROBE_TOTALS_WAITING)),
		.halted = cpuid_second(total(sample, EXIT_PROBE_TOTALS_WAITING)),
		.preempted = cpuid_first(total(sample, EXIT_PROBE_TOTALS_AWAY)),
		.blocked = cpuid_second(total(sample, EXIT_PROBE_TOTALS_AWAY)),
		.guest = cpuid_first(total(sample, EXIT_PROBE_TOTALS_GUEST)),
		.userspace_exits = cpuid_first(total(sample, EXIT_PROBE_TOTALS_APART)),
		.nested_exits = cpuid_second(total(sample, EXIT_PROBE_TOTALS_APART)),
		.passes = cpuid_second(total(sample, EXIT_PROBE_TOTALS_GUEST)),
	};
}

uint64_t sample_generation(const struct sample *sample)
{
	return cpuid_first(total(sample, EXIT_PROBE_TOTALS_GENERATION));
}

size_t sample_rows(const struct sample *sample)
{
	if (!sample_is_latched(sample))
		return 0;
	return sample->latch.eax < SAMPLE_ROWS ? sample->latch.eax : SAMPLE_ROWS;
}

uint64_t sample_reads_after_latch(const struct sample *sample)
{
	return sample->repeats + sample_rows(sample) + SAMPLE_TOTALS;
}

struct record_count sample_row(const struct sample *sample, size_t row)
{
	const struct cpuid *read = &sample->rows[row];

	return (struct record_count){
		.exits = read->ebx,
		.kernel = cpuid_second(*read),
	};
}

struct record_count sample_of_reason(const struct sample *sample, uint32_t code)
{
	for (size_t row = 0; row < sample_rows(sample); row++)
		if (sample->rows[row].eax == code)
			return sample_row(sample, row);
	return (struct record_count){ 0 };
}

struct record_count sample_difference(const struct sample *from, const struct sample *to,
				      uint32_t code)
{
	const struct record_count a = sample_of_reason(from, code);
	const struct record_count b = sample_of_reason(to, code);

	return (struct record_count){
		.exits = (uint32_t)(b.exits - a.exits),
		.kernel = b.kernel - a.kernel,
	};
}
