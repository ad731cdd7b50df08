/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The named points of the boot, and what was counted at each.
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

/* Takes the sample of a checkpoint; the phase of that name ends here. */
void checkpoint_pass(enum checkpoint checkpoint);

/* Name of the checkpoint passed last, for reports of what went wrong. */
const char *checkpoint_last(void);

#endif
