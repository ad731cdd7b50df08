/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How many exits each cause had in each phase of the trace, and their kernel cycles.
 */
#ifndef TRACER_CAUSES_H
#define TRACER_CAUSES_H

#include <stddef.h>

#include "cause.h"

#define CAUSES_ROOM   65536
#define CAUSES_LISTED 32768 /* more are of the kind other; with those, 3/4 may be in use */
#define CAUSES_MAX    49152

struct cause {
	struct cause_key key;
	uint64_t exits, kernel; /* exits is 0: unused */
	uint64_t unknown;       /* exits of the kind other whose detail no event told */
};

struct causes {
	struct cause all[CAUSES_ROOM];
	size_t used;
};

/* Counts an exit that is over; false: refused. */
bool causes_count(struct causes *causes, const struct open_cause *cause, uint64_t kernel);

#endif
