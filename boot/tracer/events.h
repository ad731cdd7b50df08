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
	EVENT_EXIT,       /* the values of enum exit_value */
	EVENT_ENTRY,      /* no values */
	EVENT_CPUID,      /* leaf, index */
	EVENT_USERSPACE,  /* no values */
	EVENT_WAKEUP,     /* no values */
	EVENT_MSR,        /* MSR */
	EVENT_MMIO,       /* the values of enum mmio_value */
	EVENT_FAST_MMIO,  /* address */
	EVENT_PAGE_FAULT, /* address */
	EVENT_HYPERCALL,  /* number */
	EVENT_VMGEXIT,    /* exit code; not before Linux 5.11 */
	EVENTS,
};

enum exit_value {
	EXIT_CODE,
	EXIT_VENDOR, /* EXIT_PROBE_VENDOR_ */
	EXIT_VCPU,
	EXIT_RIP,
	EXIT_INFO1,        /* VMX: exit qualification; SVM: EXITINFO1 */
	EXIT_INFO2,        /* SVM: EXITINFO2 */
	EXIT_INTERRUPTION, /* VMX: VM-exit interruption information */
	EVENT_VALUES,
};

enum mmio_value {
	MMIO_TYPE,
	MMIO_WIDTH,
	MMIO_ADDRESS,
};

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

/* Whether this kernel has the event */
bool event_is_there(enum event_kind kind);

/* Decodes an event of the trace; false if it is none of these. */
bool event_decode(struct event *event, const void *data, uint64_t tsc);

#endif
