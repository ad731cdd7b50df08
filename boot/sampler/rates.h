/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What happened between two snapshots: of each VM, and of each reason, counter or cause over
 * these VMs.
 */
#ifndef SAMPLER_RATES_H
#define SAMPLER_RATES_H

#include "rates_items.h"

enum rates_bucket {
	RATES_KERNEL,
	RATES_VMM,
	RATES_HALTED,
	RATES_PREEMPTED,
	RATES_BLOCKED,
	RATES_GUEST,
	RATES_BUCKETS,
};

enum rates_order {
	RATES_BY_RATE,
	RATES_BY_KERNEL,
	RATES_BY_EXITS,
	RATES_BY_NAME,
	RATES_ORDERS,
};

struct rates_vm {
	const struct snapshot_vm *vm;
	bool is_known;  /* the other snapshot has it, with no larger number */
	uint64_t rate;  /* exits per second, rounded */
	uint64_t exits; /* since it began */
	uint64_t cycles[RATES_BUCKETS], ended; /* that ended in between, and their sum */
	uint64_t passed;                       /* the cycles in between, of all its vCPUs */
};

struct rates {
	struct rates_vm *vms;
	size_t vm_count;
	struct rates_items items;
	bool is_known;        /* one VM at least */
	uint64_t rate, vcpus; /* sums over the VMs */
	uint64_t ended;
};

/* What to list */
struct rates_choice {
	const char *pid; /* the VMs of PID or PID-FD only; NULL: all */
	bool by_cause;   /* causes instead of reasons and counters */
	enum rates_order order;
};

/*
 * Fills rates, which keeps pointers into now. table: the names of the columns. False if out of
 * memory.
 */
bool rates_fill(struct rates *rates, const struct snapshot *before, const struct snapshot *now,
		const struct table *table, const struct rates_choice *choice);

void rates_free(struct rates *rates);

#endif
