/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How often each cause of exits occurred in each phase: a port with direction and width,
 * an MSR, a device's address, a page that was not mapped; or where the guest was.
 */
#ifndef TRACER_CAUSES_H
#define TRACER_CAUSES_H

#include <stddef.h>
#include <stdio.h>

#include "events.h"

#define CAUSES_ROOM 65536 /* at most half of it is in use */

struct cause {
	uint64_t count; /* 0: unused */
	uint64_t detail;
	uint32_t phase, reason; /* reason: of an exit, else 0 */
	uint8_t kind, write, width;
};

struct causes {
	struct cause all[CAUSES_ROOM];
	size_t used;
	uint32_t phase;
	uint64_t others; /* those for which there was no room */
};

void causes_count(struct causes *causes, const struct event *event);

/* A phase ends; the last two become one; the phase is the first. */
void causes_next(struct causes *causes);
void causes_join(struct causes *causes);
void causes_restart(struct causes *causes);

/* Prints those of a phase, the most frequent first. */
void causes_print(struct causes *causes, uint32_t vendor, uint32_t phase, const char *name,
		  FILE *out);

/* Says how many are in no row. */
void causes_print_others(const struct causes *causes, FILE *out);

#endif
