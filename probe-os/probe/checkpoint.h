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

/*
 * Asks a host that counts for the phase that runs, and returns it: the next checkpoint ends
 * it, and each after it the next one. 0 if it is not known.
 */
uint32_t checkpoint_ask_phase(void);

/* Number of reads that this took, 0 or 1 */
uint64_t checkpoint_phase_reads(void);

/* Takes the sample of a checkpoint, which ends the phase of its name. */
void checkpoint_pass(enum checkpoint checkpoint);

/* Name of the last checkpoint passed, for error messages */
const char *checkpoint_last(void);

#endif
