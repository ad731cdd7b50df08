// SPDX-License-Identifier: GPL-2.0-only
/* Reads: each is one exit and changes nothing else, also through KVM's emulator. */
#include "cases.h"

#include <stddef.h>

#include "found.h"
#include "leaves.h"
#include "vendor.h"

#define TRIES 3

/* Adds what speaks against reads that follow each other. */
static void check_repeated(struct doubt *doubt, const struct op *exits, const struct op *reason,
			   const struct op *cycles)
{
	int i;

	for (i = 1; i < 3; i++)
		if (exits[i].eax - exits[i - 1].eax != 1)
			doubt_add(doubt, "two reads in a row differ by %d exits, not 1",
				  (int)(exits[i].eax - exits[i - 1].eax));
	if (reason[1].eax != reason[0].eax)
		doubt_add(doubt, "a read changes the exits of reason %#x by %d", reason->c,
			  (int)(reason[1].eax - reason[0].eax));
	if (cycles && (cycles[1].ebx != cycles[0].ebx || cycles[1].ecx != cycles[0].ecx))
		doubt_add(doubt, "a read changes the cycles of reason %#x", reason->c);
}

static void try_repeated(struct vm *vm, struct doubt *doubt)
{
	bool has_cycles = leaf_of(ASK_REASON_CYCLES);
	int exits, reason, cycles = 0, i;

	doubt->text[0] = 0;
	vm_clear(vm);
	exits = ask_add(vm, ASK_EXITS, 0);
	for (i = 1; i < 3; i++)
		ask_add(vm, ASK_EXITS, 0);
	reason = ask_add(vm, ASK_REASON_EXITS, vendor()->io);
	ask_add(vm, ASK_REASON_EXITS, vendor()->io);
	if (has_cycles) {
		cycles = ask_add(vm, ASK_REASON_CYCLES, vendor()->io);
		ask_add(vm, ASK_REASON_CYCLES, vendor()->io);
	}
	vm_run(vm, 0);
	check_repeated(doubt, vm_op(vm, exits), vm_op(vm, reason),
		       has_cycles ? vm_op(vm, cycles) : NULL);
}

static void try_emulated(struct vm *vm, struct doubt *doubt)
{
	const struct op *plain, *emulated, *neighbour;
	uint32_t between;

	doubt->text[0] = 0;
	vm_clear(vm);
	ask_add(vm, ASK_EXITS, 0);
	vm_add(vm, OP_FEP, leaf_of(ASK_EXITS), 0, 1);
	vm_add(vm, OP_FEP, NEIGHBOUR, 0, 1);
	vm_run(vm, 0);
	plain = vm_op(vm, 0);
	emulated = vm_op(vm, 1);
	neighbour = vm_op(vm, 2);
	between = emulated->eax - plain->eax;
	if (answer_is(emulated, neighbour->eax, neighbour->ebx, neighbour->ecx, neighbour->edx))
		doubt_add(doubt, "a CPUID that KVM emulates is answered as without the patch: "
				 "kvm_emulate_cpuid() has the leaves, kvm_cpuid() not");
	else if (between != 1)
		doubt_add(doubt, "a CPUID that KVM emulates: %d exits after one, not 1",
			  (int)between);
}

static void repeat(const char *check, const char *text, struct vm *vm,
		   void (*attempt)(struct vm *, struct doubt *))
{
	struct doubt doubt;
	int tries;

	/* The first run has the first touches of the list. */
	attempt(vm, &doubt);
	for (tries = 0; tries < TRIES; tries++) {
		attempt(vm, &doubt);
		if (!*doubt.text)
			break;
	}
	found(check, &doubt, "%s", text);
}

void reads(void)
{
	struct vm vm;

	vm_create(&vm, 1);
	repeat("repeat", "each read is one exit, and changes no other number", &vm, try_repeated);
	repeat("emulator", "a CPUID that KVM emulates has the same answers", &vm, try_emulated);
	vm_destroy(&vm);
}
