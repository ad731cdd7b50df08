/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Sums up the events of a VM: exits, and cycles from each exit to the next entry, by
 * reason; and these sums at each mark of the guest.
 */
#ifndef TRACER_ACCOUNT_H
#define TRACER_ACCOUNT_H

#include <stdbool.h>
#include <stddef.h>

#include "causes.h"
#include "events.h"
#include "record/record.h"

#define ACCOUNT_THREADS 4096 /* at most half of them are in use */
#define ACCOUNT_MARKS   1024

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

struct vcpu_exits {
	uint64_t all, by_row[RECORD_REASONS_MAX];
};

struct thread {
	uint32_t id;                      /* 0: unused */
	bool in_guest, has_exited, reads; /* reads: its last exit is a read of the probe's leaves */
	uint32_t vcpu;
	struct vcpu_exits exits;
	size_t reason;           /* of its last exit */
	struct open_cause cause; /* of the same */
	struct event early; /* a kvm_msr before its exit: see take_told(); kind EVENT_EXIT: none */
	uint64_t entered, exited, left, woken; /* TSC; left and woken: 0 if not since the exit */
};

struct account {
	bool with_rip;   /* an exit's RIP is a cause */
	uint32_t vendor; /* EXIT_PROBE_VENDOR_; 0: no exit yet */
	struct moment now;
	uint32_t codes[RECORD_REASONS_MAX]; /* of the rows of reasons */
	size_t codes_count;
	struct mark marks[ACCOUNT_MARKS];
	size_t marks_count;
	uint32_t marks_ever; /* also those that a new start of the guest has removed */
	uint32_t latched;    /* the thread whose last read latched; 0: none */
	uint32_t phase;      /* that runs, as on a patched host */
	uint64_t late;       /* latching reads that named a phase which had ended */
	uint64_t unseen;     /* entries that no exit was seen before */
	struct thread threads[ACCOUNT_THREADS];
	size_t threads_count;
	struct causes causes;
};

/* Takes the next event of the trace; false: refused. */
bool account_take(struct account *account, const struct event *event);

/* The trace has ended: counts the causes of exits that are not over. False: refused. */
bool account_end(struct account *account);

/* Calls print for each vCPU that had exits. */
void account_vcpus(const struct account *account,
		   void (*print)(uint32_t vcpu, const struct vcpu_exits *exits));

/* The rows of reasons in ascending order of their codes */
void account_rows(const struct account *account, size_t rows[RECORD_REASONS_MAX]);

#endif
