/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The exits of a phase and a reason, run by run.
 */
#ifndef COMPARE_EXITS_H
#define COMPARE_EXITS_H

#include "causes.h"
#include "comparison.h"

/*
 * In place of a phase or a reason. All phases are the system and what ran before it. A phase may
 * also be PHASE_BEFORE.
 */
#define EXITS_ALL "all"

/* Whether a name is EXITS_ALL */
bool exits_is_all(const char *name);

struct exits {
	uint64_t values[RUNS_MAX];
	uint32_t has; /* one bit per run: set if the run has the phase; all, if it was not moved */
};

/*
 * Without the reader's own reads, as in the tables; only a single reason of a single phase has
 * them. A reason that did not occur has 0 exits.
 */
struct exits exits_of(const struct set *set, const char *phase, const char *reason);

/* Whether a run of the set has that phase, or the name is one of the above */
bool exits_have_phase(const struct set *set, const char *phase);

/* Whether a run of the set has that reason */
bool exits_have_reason(const struct set *set, const char *reason);

/* The exits of the host's interrupts, NMIs and SMIs in a phase */
struct exits exits_of_host(const struct set *set, const char *phase);

/* Whether a reason is one of these. On Intel an NMI has the reason of the guest's exceptions. */
bool exits_are_of_host(const struct set *set, const char *reason);

#endif
