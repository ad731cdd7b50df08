/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What happened between two snapshots: of each VM, and of each reason, counter or cause over
 * these VMs.
 */
#ifndef SAMPLER_RATES_H
#define SAMPLER_RATES_H

#include "snapshot.h"

#define RATES_ITEM_SIZE 160

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

/* A reason, a counter of KVM, or a cause */
struct rates_item {
	char name[RATES_ITEM_SIZE];
	bool is_known;          /* of one VM at least */
	bool is_exclusive;      /* no exit is in two of these */
	double rate;            /* exits per second of the VMs of which it is known */
	uint64_t total;         /* exits since the VMs began */
	uint64_t exits, cycles; /* in between */
};

struct rates {
	struct rates_vm *vms;
	struct rates_item *items;
	size_t vm_count, item_count;
	bool is_known;        /* one VM at least */
	uint64_t rate, vcpus; /* sums over the VMs */
	uint64_t ended;
	uint64_t item_exits; /* the sum over the exclusive items */
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
