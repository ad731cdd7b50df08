// SPDX-License-Identifier: GPL-2.0-only
/*
 * The samples of all checkpoints. Those taken before the image is touched lie in the
 * page of the first instructions; link.ld keeps the others outside .bss, which
 * entry.asm clears.
 */
#include "probe/checkpoint.h"

_Static_assert(CHECKPOINT_image == SAMPLES_EARLY, "the image is touched before that sample");

struct sample samples_early[SAMPLES_EARLY] __attribute__((section(".bss.entry")));
struct sample samples[CHECKPOINTS - SAMPLES_EARLY] __attribute__((section(".bss.samples")));

const char *const checkpoint_names[CHECKPOINTS] = {
#define CHECKPOINT(name) #name,
#include "probe/checkpoints.def"
#undef CHECKPOINT
};

/* Assembly passes the checkpoints up to this one. */
static enum checkpoint last = CHECKPOINT_long_mode;

/* In entry.asm, whose samples begin to tell it */
extern uint32_t sample_phase;

static struct sample *sample_at(enum checkpoint checkpoint)
{
	if (checkpoint < SAMPLES_EARLY)
		return &samples_early[checkpoint];
	return &samples[checkpoint - SAMPLES_EARLY];
}

const struct sample *checkpoint_sample(enum checkpoint checkpoint)
{
	return sample_at(checkpoint);
}

uint64_t checkpoint_cpu_reads(void)
{
	return sample_is_latched(checkpoint_sample(CHECKPOINT_entry));
}

uint32_t checkpoint_phase(void)
{
	return sample_phase >> EXIT_PROBE_TABLE_PHASE_SHIFT;
}

void checkpoint_pass(enum checkpoint checkpoint)
{
	const uint32_t phase = checkpoint_phase();

	sample_take(sample_at(checkpoint), phase, MARK_CHECKPOINT + checkpoint);
	last = checkpoint;
	if (phase && phase < EXIT_PROBE_PHASE_LAST)
		sample_phase = (phase + 1) << EXIT_PROBE_TABLE_PHASE_SHIFT;
}

const char *checkpoint_last(void)
{
	return checkpoint_names[last];
}
