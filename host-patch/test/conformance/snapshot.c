// SPDX-License-Identifier: GPL-2.0-only
/* A snapshot is one latch and its reads. */
#include "snapshot.h"

#include <string.h>

#include "check.h"
#include "exit_probe_abi.h"

static void add_rows(struct vm *vm, uint32_t items)
{
	uint32_t i;

	for (i = 1; i <= SNAPSHOT_ROWS; i++)
		vm_add(vm, OP_CPUID, EXIT_PROBE_LEAF_TABLE, items + i, 1);
}

int snapshot_add(struct vm *vm)
{
	uint32_t item;
	int place = vm_add(vm, OP_CPUID, EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_LATCH, 1);

	add_rows(vm, EXIT_PROBE_TABLE_ROW);
	add_rows(vm, EXIT_PROBE_TABLE_COUNTS);
	add_rows(vm, EXIT_PROBE_TABLE_RANGE);
	add_rows(vm, EXIT_PROBE_TABLE_BLOCKED);
	/* The generation comes late: until then the mode may have become off. */
	for (item = 1; item < EXIT_PROBE_TOTALS_ITEMS; item++)
		vm_add(vm, OP_CPUID, EXIT_PROBE_LEAF_TOTALS, item, 1);
	return place;
}

static uint64_t wide(uint32_t low, uint32_t high)
{
	return (uint64_t)high << 32 | low;
}

void get_pair(const struct op *op, uint64_t *first, uint64_t *second)
{
	*first = wide(op->eax, op->ebx);
	*second = wide(op->ecx, op->edx);
}

void snapshot_get(const struct vm *vm, int place, struct snapshot *to)
{
	const struct op *latch = vm_op(vm, place), *op = latch + 1;
	const struct op *totals = latch + 4 * SNAPSHOT_ROWS;
	uint64_t zero;
	uint32_t i;

	memset(to, 0, sizeof(*to));
	to->tsc = latch->tsc;
	to->used = latch->eax;
	get_pair(totals + EXIT_PROBE_TOTALS_WAITING, &to->userspace, &to->halted);
	get_pair(totals + EXIT_PROBE_TOTALS_AWAY, &to->preempted, &to->blocked);
	get_pair(totals + EXIT_PROBE_TOTALS_GUEST, &to->guest, &to->passes);
	get_pair(totals + EXIT_PROBE_TOTALS_APART, &to->userspace_exits, &to->nested_exits);
	get_pair(totals + EXIT_PROBE_TOTALS_GENERATION, &to->generation, &zero);
	/* In mode off the answers are those of an unpatched KVM, and an older latch stays. */
	if (zero || !to->used)
		to->generation = 0;
	get_pair(totals + EXIT_PROBE_TOTALS_LATCHED, &to->exits, &to->kernel);
	for (i = 0; i < to->used && i < SNAPSHOT_ROWS; i++) {
		struct row *row = &to->row[i];

		row->reason = op[i].eax;
		row->exits32 = op[i].ebx;
		row->cycles_of_row = wide(op[i].ecx, op[i].edx);
		get_pair(&op[i + SNAPSHOT_ROWS], &row->exits, &row->cycles);
		get_pair(&op[i + 2 * SNAPSHOT_ROWS], &row->min, &row->max);
		get_pair(&op[i + 3 * SNAPSHOT_ROWS], &row->blocked, &zero);
	}
}

static const struct row *find(const struct snapshot *from, uint32_t reason)
{
	static const struct row none;
	uint32_t i;

	for (i = 0; i < from->used && i < SNAPSHOT_ROWS; i++)
		if (from->row[i].reason == reason)
			return &from->row[i];
	return &none;
}

uint64_t snapshot_exits(const struct snapshot *from, uint32_t reason)
{
	return find(from, reason)->exits;
}

uint64_t snapshot_cycles(const struct snapshot *from, uint32_t reason)
{
	return find(from, reason)->cycles;
}

uint64_t snapshot_blocked(const struct snapshot *from, uint32_t reason)
{
	return find(from, reason)->blocked;
}

uint64_t snapshot_time(const struct snapshot *from)
{
	return from->kernel + from->userspace + from->halted + from->preempted + from->blocked +
	       from->guest;
}

uint64_t snapshot_span(const struct snapshot *before, const struct snapshot *after)
{
	int64_t tsc = after->tsc - before->tsc;
	int64_t ahead = snapshot_time(after) - snapshot_time(before) - tsc;

	if (ahead > 0 && (uint64_t)ahead <= after->preempted - before->preempted)
		return tsc + ahead;
	if (ahead < 0 && (uint64_t)-ahead <= before->preempted)
		return tsc + ahead;
	return tsc;
}

void snapshot_check_time(const struct snapshot *before, const struct snapshot *after,
			 const char *name)
{
	check_same(snapshot_time(after) - snapshot_time(before), snapshot_span(before, after),
		   "%s: the buckets add up to all time", name);
}
