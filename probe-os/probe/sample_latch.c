// SPDX-License-Identifier: GPL-2.0-only
/*
 * The latching read, as often as it takes to sum all vCPUs.
 */
#include "probe/latch.h"
#include "probe/sample.h"

/* Whether the host has more vCPUs to sum, and its answer is a latch in all else */
static bool is_partial(const struct cpuid *latch)
{
	return latch->eax && latch->ebx && !(latch->ecx | latch->edx);
}

void sample_latch(struct sample *sample)
{
	const uint32_t item = EXIT_PROBE_TABLE_LATCH | sample->phase
							       << EXIT_PROBE_TABLE_PHASE_SHIFT;

	sample->latch = latch_read(item);
	for (sample->repeats = 0; is_partial(&sample->latch); sample->repeats++) {
		if (sample->repeats == SAMPLE_REPEATS_MAX)
			return;
		sample->latch = latch_read(item);
	}
}
