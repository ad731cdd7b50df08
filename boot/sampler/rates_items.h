/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reasons of exits, KVM's own counters, or causes: how many exits each had between two
 * snapshots.
 */
#ifndef SAMPLER_RATES_ITEMS_H
#define SAMPLER_RATES_ITEMS_H

#include "snapshot.h"

#define RATES_ITEM_SIZE 160

/* A reason, a counter of KVM, or a cause */
struct rates_item {
	char name[RATES_ITEM_SIZE];
	bool is_known;          /* of one VM at least */
	bool is_exclusive;      /* no exit is in two of these */
	double rate;            /* exits per second of the VMs of which it is known */
	uint64_t total;         /* exits since the VMs began */
	uint64_t exits, cycles; /* in between */
};

struct rates_items {
	struct rates_item *all;
	size_t count;
	uint64_t exits; /* in between, the sum over the exclusive items */
};

/*
 * Adds those of a VM. before: NULL if nothing is known of the time before. False if out of
 * memory.
 */
bool rates_add_reasons(struct rates_items *items, const struct snapshot_vm *before,
		       const struct snapshot_vm *now, const struct table *table);
bool rates_add_causes(struct rates_items *items, const struct snapshot_vm *before,
		      const struct snapshot_vm *now);

/* All VMs are added: one item for each name. */
void rates_merge_items(struct rates_items *items);

/* Per second */
double rates_per_second(uint64_t count, const struct snapshot_vm *before,
			const struct snapshot_vm *now);

#endif
