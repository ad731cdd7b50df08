/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The named points of the boot, and the sample of each.
 */
#ifndef PROBE_CHECKPOINT_H
#define PROBE_CHECKPOINT_H

#include "probe/sample.h"

enum checkpoint {
#define CHECKPOINT(name) CHECKPOINT_##name,
#include "probe/checkpoints.def"
#undef CHECKPOINT
	CHECKPOINTS
};

extern const char *const checkpoint_names[CHECKPOINTS];

const struct sample *checkpoint_sample(enum checkpoint checkpoint);

/* Own reads in the phase of cpu: one asks a host that counts for the phase that runs. */
uint64_t checkpoint_cpu_reads(void);

/* The number of the host's phase that the next sample ends; 0 if it is not known */
uint32_t checkpoint_phase(void);

/* Takes the sample of a checkpoint, which ends the phase of its name. */
void checkpoint_pass(enum checkpoint checkpoint);

/* Name of the last checkpoint passed, for error messages */
const char *checkpoint_last(void);

#endif
