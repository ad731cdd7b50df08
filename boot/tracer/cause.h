/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What caused an exit, by the kinds of the ABI (EXIT_PROBE_CAUSE_): the exit's own event says
 * most of it, and events that follow before the entry tell the rest.
 */
#ifndef TRACER_CAUSE_H
#define TRACER_CAUSE_H

#include <stdbool.h>

#include "events.h"

struct cause_key {
	uint64_t detail;
	uint32_t begun, ended; /* the marks of the guest before the exit, and before its end */
	uint32_t reason;
	uint8_t kind, access, width;
};

/* Of an exit that is not over */
struct open_cause {
	struct cause_key key;
	uint32_t awaits; /* the events that tell more, as bits */
	bool is_known;   /* false: none of them came, and the detail is not known without */
};

/* What the exit's event says; with_rip: the cause is where the guest was. */
void cause_open(struct open_cause *cause, const struct event *exit, bool with_rip);

/* What an event after it tells */
void cause_tell(struct open_cause *cause, const struct event *event);

#endif
