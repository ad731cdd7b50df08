// SPDX-License-Identifier: GPL-2.0-only
/*
 * The samples of all checkpoints, in the page of the first instructions.
 */
#include "probe/checkpoint.h"

struct sample samples[CHECKPOINTS] __attribute__((section(".entry.samples")));

const char *const checkpoint_names[CHECKPOINTS] = {
#define CHECKPOINT(name) #name,
#include "probe/checkpoints.def"
#undef CHECKPOINT
};

/* The checkpoints before it were passed in assembly. */
static enum checkpoint last = CHECKPOINT_long_mode;

void checkpoint_pass(enum checkpoint checkpoint)
{
	sample_take(&samples[checkpoint]);
	last = checkpoint;
}

const char *checkpoint_last(void)
{
	return checkpoint_names[last];
}
