// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rate of a VM is that between its own two reads. A VM of which a number fell, as root may
 * clear statistics, has no rates this time.
 */
#include <stdlib.h>
#include <string.h>

#include "debugfs.h"
#include "rates.h"

static const char *const buckets[RATES_BUCKETS] = {
	[RATES_KERNEL] = "exit_probe_kernel_cycles",
	[RATES_VMM] = "exit_probe_userspace_cycles",
	[RATES_HALTED] = "exit_probe_halted_cycles",
	[RATES_PREEMPTED] = "exit_probe_preempted_cycles",
	[RATES_BLOCKED] = "exit_probe_blocked_cycles",
	[RATES_GUEST] = "exit_probe_guest_cycles",
};

static size_t find_column(const struct table *table, const char *name)
{
	size_t column = 0;

	while (column < table->columns && strcmp(table->names[column], name) != 0)
		column++;
	return column;
}

static uint64_t value(const struct snapshot_vm *vm, const struct table *table,
		      const char *statistic)
{
	const size_t column = find_column(table, column_of(statistic));

	return column < vm->columns ? vm->cells[column] : 0;
}

/* The numbers before, if they can be subtracted from those of now; else NULL */
static const struct snapshot_vm *find_before(const struct snapshot *before,
					     const struct snapshot_vm *now)
{
	const struct snapshot_vm *vm = snapshot_find(before, now);

	if (!vm || vm->read.ns >= now->read.ns)
		return NULL;
	for (size_t i = 0; i < vm->columns; i++)
		if (vm->cells[i] > now->cells[i])
			return NULL;
	return vm;
}

static void fill_vm(struct rates_vm *to, const struct snapshot_vm *before,
		    const struct snapshot_vm *now, const struct table *table)
{
	to->vm = now;
	to->is_known = before != NULL;
	to->exits = value(now, table, statistics[0]);
	if (!before)
		return;
	to->rate = (uint64_t)(rates_per_second(to->exits - value(before, table, statistics[0]),
					       before, now) +
			      0.5);
	for (size_t i = 0; i < RATES_BUCKETS; i++) {
		to->cycles[i] = value(now, table, buckets[i]) - value(before, table, buckets[i]);
		to->ended += to->cycles[i];
	}
	to->passed = (now->read.tsc - before->read.tsc) * now->vcpus;
}

static void add_to_sums(struct rates *rates, const struct rates_vm *vm)
{
	rates->is_known |= vm->is_known;
	rates->rate += vm->rate;
	rates->vcpus += vm->vm->vcpus;
	rates->ended += vm->ended;
}

/* What a VM or an item is sorted by, the largest first; by name: all the same */
static double key_of(enum rates_order order, double rate, double kernel, uint64_t exits)
{
	switch (order) {
	case RATES_BY_RATE:
		return rate;
	case RATES_BY_KERNEL:
		return kernel;
	case RATES_BY_EXITS:
		return (double)exits;
	default:
		return 0;
	}
}

static double vm_key(const struct rates_vm *vm, enum rates_order order)
{
	const double all = vm->ended ? (double)vm->ended : 1;

	return key_of(order, (double)vm->rate, (double)vm->cycles[RATES_KERNEL] / all, vm->exits);
}

static int vms_in_order(const void *left, const void *right, void *order)
{
	const struct rates_vm *a = left, *b = right;
	const double key[] = { vm_key(a, *(enum rates_order *)order),
			       vm_key(b, *(enum rates_order *)order) };

	return key[0] != key[1] ? (key[0] < key[1]) - (key[0] > key[1])
				: strverscmp(a->vm->id, b->vm->id);
}

static double item_key(const struct rates_item *item, enum rates_order order)
{
	return key_of(order, item->rate, (double)item->cycles, item->total);
}

static int items_in_order(const void *left, const void *right, void *order)
{
	const struct rates_item *a = left, *b = right;
	const double key[] = { item_key(a, *(enum rates_order *)order),
			       item_key(b, *(enum rates_order *)order) };

	return key[0] != key[1] ? (key[0] < key[1]) - (key[0] > key[1]) : strcmp(a->name, b->name);
}

static void sort(struct rates *rates, enum rates_order order)
{
	qsort_r(rates->vms, rates->vm_count, sizeof(rates->vms[0]), vms_in_order, &order);
	if (rates->items.count)
		qsort_r(rates->items.all, rates->items.count, sizeof(rates->items.all[0]),
			items_in_order, &order);
}

bool rates_fill(struct rates *rates, const struct snapshot *before, const struct snapshot *now,
		const struct table *table, const struct rates_choice *choice)
{
	memset(rates, 0, sizeof(*rates));
	rates->vms = calloc(now->count + 1, sizeof(rates->vms[0]));
	if (!rates->vms)
		return false;
	for (size_t i = 0; i < now->count; i++) {
		const struct snapshot_vm *vm = &now->vms[i], *was = find_before(before, vm);

		if (choice->pid && !debugfs_is_of(vm->id, choice->pid))
			continue;
		fill_vm(&rates->vms[rates->vm_count], was, vm, table);
		add_to_sums(rates, &rates->vms[rates->vm_count++]);
		if (!(choice->by_cause ? rates_add_causes(&rates->items, was, vm)
				       : rates_add_reasons(&rates->items, was, vm, table)))
			return false;
	}
	rates_merge_items(&rates->items);
	sort(rates, choice->order);
	return true;
}

void rates_free(struct rates *rates)
{
	free(rates->vms);
	free(rates->items.all);
	memset(rates, 0, sizeof(*rates));
}
