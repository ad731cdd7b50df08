// SPDX-License-Identifier: GPL-2.0-only
/* A reading is one list of the guest. */
#include "reading.h"

#include "vendor.h"
#include "vm_stats.h"

static int add_once(uint32_t *reason, int n, uint32_t one)
{
	int i;

	for (i = 0; i < n; i++)
		if (reason[i] == one)
			return n;
	reason[n] = one;
	return n + 1;
}

int reading_reasons(uint32_t *reason)
{
	const struct vendor *v = vendor();
	const uint32_t all[READING_REASONS] = { v->cpuid,       v->io,
						v->msr_write,   v->hlt,
						v->nested_page, v->interrupt,
						v->timer,       v->undefined_opcode };
	int i, n = 0;

	for (i = 0; i < READING_REASONS; i++)
		n = add_once(reason, n, all[i]);
	return n;
}

void reading_take(struct vm *vm, struct reading *to)
{
	uint32_t reason[READING_REASONS];
	int i, n = reading_reasons(reason), place = 0;

	vm_clear(vm);
	ask_add(vm, ASK_EXITS, 0);
	ask_add(vm, ASK_CYCLES, 0);
	for (i = 0; i < n; i++)
		ask_add(vm, ASK_REASON_EXITS, reason[i]);
	for (i = 0; i < n && leaf_of(ASK_REASON_CYCLES); i++)
		ask_add(vm, ASK_REASON_CYCLES, reason[i]);
	to->reads = vm->used;
	vm_run(vm, 0);

	to->exits = *vm_op(vm, place++);
	to->cycles = *vm_op(vm, place++);
	for (i = 0; i < n; i++)
		to->reason_exits[i] = *vm_op(vm, place++);
	for (i = 0; i < n && leaf_of(ASK_REASON_CYCLES); i++)
		to->reason_cycles[i] = *vm_op(vm, place++);
	to->kvm_exits = vm_sum(vm, "exits");
	to->kvm_interrupts = vm_sum(vm, "irq_exits");
}
