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

/* The host's phase that the next checkpoint ends; 0: unknown */
static uint32_t phase;
static uint64_t phase_reads;

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

uint32_t checkpoint_ask_phase(void)
{
	if (sample_is_latched(sample_at(last))) {
		phase = sample_running_phase();
		phase_reads++;
	}
	return phase;
}

uint64_t checkpoint_phase_reads(void)
{
	return phase_reads;
}

void checkpoint_pass(enum checkpoint checkpoint)
{
	sample_take(sample_at(checkpoint), phase, MARK_CHECKPOINT + checkpoint);
	last = checkpoint;
	if (phase && phase < EXIT_PROBE_PHASE_LAST)
		phase++;
}

const char *checkpoint_last(void)
{
	return checkpoint_names[last];
}
