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
#include "marks.h"

#define ACCOUNT_THREADS 4096 /* at most half of them are in use */

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
	struct marks marks;
	uint64_t unseen; /* entries that no exit was seen before */
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
