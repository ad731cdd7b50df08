// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the registers of table and totals mean, as the ABI says.
 */
#include "probe/sample.h"

static uint64_t first(const struct sample *sample, unsigned int item)
{
	const struct cpuid *read = &sample->totals[item - SAMPLE_TOTAL_FIRST];

	return (uint64_t)read->ebx << 32 | read->eax;
}

static uint64_t second(const struct sample *sample, unsigned int item)
{
	const struct cpuid *read = &sample->totals[item - SAMPLE_TOTAL_FIRST];

	return (uint64_t)read->edx << 32 | read->ecx;
}

void sample_decode(const struct sample *sample, struct record_counters *counters)
{
	*counters = (struct record_counters){
		.exits = first(sample, EXIT_PROBE_TOTALS_LATCHED),
		.kernel = second(sample, EXIT_PROBE_TOTALS_LATCHED),
		.userspace = first(sample, EXIT_PROBE_TOTALS_WAITING),
		.halted = second(sample, EXIT_PROBE_TOTALS_WAITING),
		.scheduled_out = first(sample, EXIT_PROBE_TOTALS_RUNNING),
		.guest = second(sample, EXIT_PROBE_TOTALS_RUNNING),
		.userspace_exits = first(sample, EXIT_PROBE_TOTALS_APART),
		.nested_exits = second(sample, EXIT_PROBE_TOTALS_APART),
		.passes = first(sample, EXIT_PROBE_TOTALS_PASSES),
	};
}

size_t sample_rows(const struct sample *sample)
{
	return sample->latch.eax < SAMPLE_ROWS ? sample->latch.eax : SAMPLE_ROWS;
}

uint64_t sample_reads_after_latch(const struct sample *sample)
{
	return sample_rows(sample) + SAMPLE_TOTALS;
}

struct record_count sample_row(const struct sample *sample, size_t row)
{
	const struct cpuid *read = &sample->rows[row];

	return (struct record_count){
		.exits = read->ebx,
		.kernel = (uint64_t)read->edx << 32 | read->ecx,
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
