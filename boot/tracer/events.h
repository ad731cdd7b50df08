/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * KVM's trace events, decoded by the formats that this kernel describes.
 */
#ifndef TRACER_EVENTS_H
#define TRACER_EVENTS_H

#include <stdbool.h>
#include <stdint.h>

/* In the order of the table in events.c */
enum event_kind {
	EVENT_EXIT,       /* reason, vendor (EXIT_PROBE_VENDOR_), vCPU, RIP */
	EVENT_ENTRY,      /* no values */
	EVENT_CPUID,      /* leaf, index */
	EVENT_USERSPACE,  /* no values */
	EVENT_WAKEUP,     /* no values */
	EVENT_PIO,        /* write, port, width */
	EVENT_MSR,        /* write, MSR */
	EVENT_MMIO,       /* type, width, address */
	EVENT_PAGE_FAULT, /* address */
	EVENTS,
};

#define EVENT_VALUES 4

struct event {
	enum event_kind kind;
	uint64_t tsc;
	uint32_t thread;
	uint64_t value[EVENT_VALUES];
};

/* The events' names in the folder events/kvm/ of tracefs */
extern const char *const event_names[EVENTS];

/* Reads the formats of an instance's events; false: refused. */
bool events_read_formats(const char *instance);

/* Decodes an event of the trace; false if it is none of these. */
bool event_decode(struct event *event, const void *data, uint64_t tsc);

#endif
