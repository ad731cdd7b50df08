/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The exits of one run over time by reason: from its samples, or else from its checkpoints.
 */
#ifndef COMPARE_TIMELINE_H
#define COMPARE_TIMELINE_H

#include "comparison.h"
#include "slots.h"

/* A moment: microseconds from the first checkpoint, and the exits up to it */
struct moment {
	double us;
	uint64_t exits[SLOTS];
};

/* A phase has the moments from first to last, which the next phase shares. */
struct timeline_phase {
	const char *name; /* NULL: the stage before the first checkpoint */
	size_t first, last;
};

#define TIMELINE_SAMPLES_MAX 200 /* of more, rows at equal distances */
#define TIMELINE_ROWS_MAX    (TIMELINE_SAMPLES_MAX + RECORD_CHECKPOINTS_MAX)
#define TIMELINE_MOMENTS_MAX (TIMELINE_ROWS_MAX + RECORD_CHECKPOINTS_MAX)

struct timeline {
	struct timeline_phase phases[RECORD_CHECKPOINTS_MAX];
	struct moment moments[TIMELINE_MOMENTS_MAX];
	size_t phase_count, count;
	bool is_sampled;
};

/* False if the run has no exits by reason over time. */
bool timeline_of(const struct run *run, const struct slots *slots, struct timeline *timeline);

#endif
