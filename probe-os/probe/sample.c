// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads table and totals; sample.inc does the same before C runs.
 */
#include "hw/instructions.h"
#include "lib/mem.h"
#include "probe/latch.h"
#include "probe/sample.h"

_Static_assert(sizeof(struct sample) == SAMPLE_SIZE, "NASM steps by it");
_Static_assert(offsetof(struct sample, tsc) == SAMPLE_TSC, "NASM stores it");
_Static_assert(offsetof(struct sample, repeats) == SAMPLE_REPEATS, "NASM counts them");
_Static_assert(offsetof(struct sample, phase) == SAMPLE_PHASE, "NASM tells none");
_Static_assert(offsetof(struct sample, totals) == SAMPLE_TOTAL, "NASM stores them");
_Static_assert(offsetof(struct sample, latch) == SAMPLE_TABLE, "NASM stores it");
_Static_assert(offsetof(struct sample, rows) == SAMPLE_TABLE + SAMPLE_READ_SIZE, "NASM goes on");
_Static_assert(sizeof(struct cpuid) == SAMPLE_READ_SIZE, "NASM steps by it");
_Static_assert(offsetof(struct cpuid, eax) == SAMPLE_READ_EAX, "NASM stores it");
_Static_assert(offsetof(struct cpuid, ebx) == SAMPLE_READ_EBX, "NASM stores it");
_Static_assert(offsetof(struct cpuid, ecx) == SAMPLE_READ_ECX, "NASM stores it");
_Static_assert(offsetof(struct cpuid, edx) == SAMPLE_READ_EDX, "NASM stores it");

struct cpuid latch_read(uint32_t item)
{
	return cpuid(EXIT_PROBE_LEAF_TABLE, item);
}

struct cpuid causes_read(uint32_t item)
{
	return cpuid(EXIT_PROBE_LEAF_CAUSES, item);
}

uint32_t sample_running_phase(void)
{
	const struct cpuid causes = cpuid(EXIT_PROBE_LEAF_INFO, EXIT_PROBE_INFO_CAUSES);

	return sample_phase_in(&causes);
}

void sample_take(struct sample *sample, uint32_t phase, uint32_t mark)
{
	sample->phase = phase;
	sample->tsc = rdtsc();
	sample_latch(sample);
	if (!sample_is_latched(sample)) {
		memset(sample->totals, 0, sizeof(sample->totals));
		cpuid(MARK_LEAF, mark);
		return;
	}
	for (uint32_t row = 0; row < sample_rows(sample); row++)
		sample->rows[row] = latch_read(EXIT_PROBE_TABLE_ROW + 1 + row);
	for (uint32_t item = SAMPLE_TOTAL_FIRST; item < SAMPLE_TOTAL_END; item++)
		sample->totals[item - SAMPLE_TOTAL_FIRST] = cpuid(EXIT_PROBE_LEAF_TOTALS, item);
}
