/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The list of reasons, counters or causes of rates.
 */
#ifndef SAMPLER_RATES_ITEMS_H
#define SAMPLER_RATES_ITEMS_H

#include "rates.h"

/*
 * Adds those of a VM. before: NULL if nothing is known of the time before. False if out of
 * memory.
 */
bool rates_add_reasons(struct rates *rates, const struct snapshot_vm *before,
		       const struct snapshot_vm *now, const struct table *table);
bool rates_add_causes(struct rates *rates, const struct snapshot_vm *before,
		      const struct snapshot_vm *now);

/* All VMs are added: one item for each name. */
void rates_merge_items(struct rates *rates);

/* Per second */
double rates_per_second(uint64_t count, const struct snapshot_vm *before,
			const struct snapshot_vm *now);

#endif
