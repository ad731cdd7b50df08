// SPDX-License-Identifier: GPL-2.0-only
/* The causes of exits, as a guest reads them from one latch. */
#include "cause_list.h"

#include <string.h>

#include "check.h"
#include "exit_probe_abi.h"
#include "snapshot.h"

static void add_items(struct vm *vm, uint32_t leaf, uint32_t items, uint32_t room)
{
	uint32_t i;

	for (i = 1; i <= room; i++)
		vm_add(vm, OP_CPUID, leaf, items + i, 1);
}

int causes_add(struct vm *vm, uint32_t phase, uint32_t room)
{
	int place = vm_add(vm, OP_CPUID, EXIT_PROBE_LEAF_TABLE,
			   phase << EXIT_PROBE_TABLE_PHASE_SHIFT | EXIT_PROBE_TABLE_LATCH, 1);

	vm_add(vm, OP_CPUID, EXIT_PROBE_LEAF_CAUSES, 0, 1);
	add_items(vm, EXIT_PROBE_LEAF_CAUSES, EXIT_PROBE_CAUSES_KEY, room);
	add_items(vm, EXIT_PROBE_LEAF_CAUSES, EXIT_PROBE_CAUSES_COUNTS, room);
	add_items(vm, EXIT_PROBE_LEAF_CAUSES, EXIT_PROBE_CAUSES_BLOCKED, room);
	add_items(vm, EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_ROW, CAUSES_ROWS);
	add_items(vm, EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_COUNTS, CAUSES_ROWS);
	add_items(vm, EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_BLOCKED, CAUSES_ROWS);
	return place;
}

uint32_t causes_reads(uint32_t room)
{
	return 1 + 3 * room + 3 * CAUSES_ROWS;
}

void causes_get(const struct vm *vm, int place, uint32_t room, struct cause_list *to)
{
	const struct op *latch = vm_op(vm, place), *op = latch + 2;
	const struct op *rows = op + 3 * room;
	uint64_t zero;
	uint32_t i;

	memset(to, 0, sizeof(*to));
	to->used = latch[1].eax < room ? latch[1].eax : room;
	check(latch[1].eax <= room, "the list of causes has room: %u", latch[1].eax);
	for (i = 0; i < to->used; i++) {
		struct cause *cause = &to->cause[i];

		cause->key.reason = op[i].eax;
		cause->key.phase = op[i].ebx >> 24;
		cause->key.kind = op[i].ebx >> 16 & 0xff;
		cause->key.access = op[i].ebx >> 8 & 0xff;
		cause->key.width = op[i].ebx & 0xff;
		cause->key.detail = (uint64_t)op[i].edx << 32 | op[i].ecx;
		get_pair(&op[i + room], &cause->exits, &cause->cycles);
		get_pair(&op[i + 2 * room], &cause->blocked, &cause->error);
	}
	to->rows = latch->eax < CAUSES_ROWS ? latch->eax : CAUSES_ROWS;
	for (i = 0; i < to->rows; i++) {
		to->row[i].reason = rows[i].eax;
		get_pair(&rows[i + CAUSES_ROWS], &to->row[i].exits, &to->row[i].cycles);
		get_pair(&rows[i + 2 * CAUSES_ROWS], &to->row[i].blocked, &zero);
	}
}

const struct cause *causes_find(const struct cause_list *list, const struct cause_key *key)
{
	uint32_t i;

	for (i = 0; i < list->used; i++) {
		const struct cause_key *of = &list->cause[i].key;

		if (of->phase == key->phase && of->reason == key->reason && of->kind == key->kind &&
		    of->access == key->access && of->width == key->width &&
		    of->detail == key->detail)
			return &list->cause[i];
	}
	return NULL;
}

void causes_check_sums(const struct cause_list *list, const char *name)
{
	uint64_t exits, cycles, blocked;
	uint32_t i, row;

	for (row = 0; row < list->rows; row++) {
		exits = cycles = blocked = 0;
		for (i = 0; i < list->used; i++) {
			if (list->cause[i].key.reason != list->row[row].reason)
				continue;
			exits += list->cause[i].exits;
			cycles += list->cause[i].cycles;
			blocked += list->cause[i].blocked;
		}
		check_same(exits, list->row[row].exits, "%s: exits of the causes of reason %#x",
			   name, list->row[row].reason);
		check_same(cycles, list->row[row].cycles, "%s: cycles of the causes of reason %#x",
			   name, list->row[row].reason);
		check_same(blocked, list->row[row].blocked,
			   "%s: blocked cycles of the causes of reason %#x", name,
			   list->row[row].reason);
	}
}
