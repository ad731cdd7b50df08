/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The guest's marks in the trace, and what was counted at each.
 */
#ifndef TRACER_MARKS_H
#define TRACER_MARKS_H

#include <stdbool.h>
#include <stddef.h>

#include "events.h"
#include "record/record.h"

#define MARKS_MAX 1024

/* The kernel cycles of single exits of a reason */
struct range {
	uint64_t min, max, histogram[RECORD_BUCKETS_MAX];
};

/* Sums since the trace began */
struct moment {
	uint64_t tsc;
	struct record_count reads; /* the guest's reads of the probe's leaves */
	struct record_counters counters;
	struct record_count reasons[RECORD_REASONS_MAX];
	struct range ranges[RECORD_REASONS_MAX];
};

struct mark {
	uint32_t mark;   /* see probe/marks.h; 0: a latching read that no mark followed */
	uint32_t number; /* of all marks of the trace: exits before it have at most this */
	uint32_t phase;  /* that a latching read names */
	bool ends_phase; /* and ends, as on a patched host: it had not ended before */
	struct moment at;
};

struct marks {
	struct mark all[MARKS_MAX];
	size_t count;
	uint32_t ever;    /* also those that a new start of the guest has removed */
	uint32_t latched; /* the thread whose last read latched; 0: none */
	uint32_t phase;   /* that runs, as on a patched host */
	uint64_t late;    /* latching reads that named a phase which had ended */
};

/* Whether a CPUID is one of the guest's own reads */
bool marks_is_read(const struct event *event);

/* Takes such a read, at that time, after which the sums are those of now; false: refused. */
bool marks_take(struct marks *marks, const struct moment *now, const struct event *event,
		uint64_t tsc);

#endif
