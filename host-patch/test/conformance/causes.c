// SPDX-License-Identifier: GPL-2.0-only
/*
 * Known work in a phase of its own: each cause must have exactly its exits. And a guest
 * with more causes than the table holds.
 */
#include "cases.h"

#include <stdio.h>
#include <string.h>

#include "cause_list.h"
#include "check.h"
#include "exit_probe_abi.h"
#include "vendor.h"
#include "vm_stats.h"

#define TIMES        10
#define ROOM         160
#define RANGE        0x200000

#define MSR_APICBASE 0x1b /* IA32_APIC_BASE: reads are always intercepted */
#define IOAPIC       0xfec00000
#define MMIO_VMM     0xd0000000 /* no memory, and no device of KVM */
#define HC_NOTHING   1000       /* a hypercall that KVM does not have */

/* More leaves than a phase may have causes */
#define FLOOD      3000
#define FLOOD_LEAF 0x50000000
#define HOT_LEAF   0x60000000
#define HOT_EACH   10

struct work {
	uint32_t op, a, times;
	struct cause_key cause; /* without a phase */
};

/* The device's first access is one to a page that is not there yet. */
static uint64_t exits_of(const struct cause_list *list, struct cause_key wanted)
{
	const struct vendor *v = vendor();
	const struct cause *cause = causes_find(list, &wanted);
	uint64_t exits = cause ? cause->exits : 0;

	if (wanted.reason != v->known_mmio || v->known_mmio == v->nested_page)
		return exits;
	wanted.reason = v->nested_page;
	cause = causes_find(list, &wanted);
	return exits + (cause ? cause->exits : 0);
}

static uint64_t phase_exits(const struct cause_list *list, uint32_t phase, uint32_t reason)
{
	uint64_t exits = 0;
	uint32_t i;

	for (i = 0; i < list->used; i++)
		if (list->cause[i].key.phase == phase && list->cause[i].key.reason != reason &&
		    list->cause[i].key.kind != EXIT_PROBE_CAUSE_OTHER)
			exits += list->cause[i].exits;
	return exits;
}

static void show(const struct cause_list *list, uint32_t phase)
{
	uint32_t i;

	for (i = 0; i < list->used; i++) {
		const struct cause *c = &list->cause[i];

		if (c->key.phase == phase)
			printf("# reason %#x kind %u access %u width %u detail %#llx: %llu exits\n",
			       c->key.reason, c->key.kind, c->key.access, c->key.width,
			       (unsigned long long)c->key.detail, (unsigned long long)c->exits);
	}
}

/* The number of the phase that runs. */
static uint32_t running_phase(struct vm *vm)
{
	int place;

	vm_clear(vm);
	place = vm_add(vm, OP_CPUID, EXIT_PROBE_LEAF_INFO, EXIT_PROBE_INFO_CAUSES, 1);
	vm_run(vm, 0);
	return vm_op(vm, place)->ebx;
}

static void known_causes(void)
{
	const struct vendor *v = vendor();
	const struct work works[] = {
		{ OP_OUT,
		  PORT_VMM,
		  1 * TIMES,
		  { 0, v->io, EXIT_PROBE_CAUSE_PORT, EXIT_PROBE_ACCESS_WRITE, 1, PORT_VMM } },
		{ OP_OUT,
		  PORT_KERNEL,
		  2 * TIMES,
		  { 0, v->io, EXIT_PROBE_CAUSE_PORT, EXIT_PROBE_ACCESS_WRITE, 1, PORT_KERNEL } },
		{ OP_IN,
		  PORT_KERNEL,
		  3 * TIMES,
		  { 0, v->io, EXIT_PROBE_CAUSE_PORT, EXIT_PROBE_ACCESS_READ, 1, PORT_KERNEL } },
		{ OP_OUT32,
		  PORT_VMM,
		  4 * TIMES,
		  { 0, v->io, EXIT_PROBE_CAUSE_PORT, EXIT_PROBE_ACCESS_WRITE, 4, PORT_VMM } },
		{ OP_WRMSR,
		  MSR_MCG_STATUS,
		  5 * TIMES,
		  { 0, v->msr_write, EXIT_PROBE_CAUSE_MSR, EXIT_PROBE_ACCESS_WRITE, 0,
		    MSR_MCG_STATUS } },
		{ OP_RDMSR,
		  MSR_MCG_STATUS,
		  6 * TIMES,
		  { 0, v->msr_read, EXIT_PROBE_CAUSE_MSR, EXIT_PROBE_ACCESS_READ, 0,
		    MSR_MCG_STATUS } },
		{ OP_RDMSR,
		  MSR_APICBASE,
		  7 * TIMES,
		  { 0, v->msr_read, EXIT_PROBE_CAUSE_MSR, EXIT_PROBE_ACCESS_READ, 0,
		    MSR_APICBASE } },
		{ OP_READ,
		  IOAPIC,
		  8 * TIMES,
		  { 0, v->known_mmio, EXIT_PROBE_CAUSE_MMIO, EXIT_PROBE_ACCESS_READ, 4, IOAPIC } },
		{ OP_WRITE,
		  IOAPIC,
		  9 * TIMES,
		  { 0, v->known_mmio, EXIT_PROBE_CAUSE_MMIO, EXIT_PROBE_ACCESS_WRITE, 4, IOAPIC } },
		{ OP_READ,
		  MMIO_VMM + 8,
		  10 * TIMES,
		  { 0, v->known_mmio, EXIT_PROBE_CAUSE_MMIO, EXIT_PROBE_ACCESS_READ, 4,
		    MMIO_VMM + 8 } },
		{ OP_TOUCH,
		  GUEST_TOUCH,
		  11 * TIMES,
		  { 0, v->nested_page, EXIT_PROBE_CAUSE_MEMORY, 0, 0,
		    GUEST_TOUCH / RANGE * RANGE } },
		{ OP_CPUID,
		  0x80000000,
		  12 * TIMES,
		  { 0, v->cpuid, EXIT_PROBE_CAUSE_CPUID, 0, 0, 0x80000000 } },
		{ v->hypercall_op,
		  HC_NOTHING,
		  13 * TIMES,
		  { 0, v->hypercall, EXIT_PROBE_CAUSE_HYPERCALL, 0, 0, HC_NOTHING } },
		{ OP_FEP,
		  0,
		  14 * TIMES,
		  { 0, v->undefined_opcode, EXIT_PROBE_CAUSE_VECTOR, 0, 0, 6 } },
	};
	const unsigned int count = sizeof(works) / sizeof(works[0]);
	struct cause_key reads = { 0, v->cpuid, EXIT_PROBE_CAUSE_CPUID, 0, 0, 0 };
	static struct cause_list list;
	uint64_t expected = 0;
	uint32_t phase, i;
	int first, last = 0;
	struct vm vm;

	vm_create(&vm, 1);
	phase = running_phase(&vm);
	check_same(phase, 0, "causes: no phase has ended yet");
	/* The list's own memory is touched before. */
	vm_clear(&vm);
	for (i = 0; i < 2 * (causes_reads(ROOM) + 1) + count; i++)
		vm_add(&vm, OP_STAMP, 0, 0, 1);
	vm_run(&vm, 0);
	vm_clear(&vm);
	first = causes_add(&vm, phase, ROOM);
	for (i = 0; i < count; i++)
		vm_add(&vm, works[i].op, works[i].a, 0, works[i].times);
	last = causes_add(&vm, phase + 1, ROOM);
	vm_run(&vm, 0);
	check_same(vm_op(&vm, first)->edx, 0, "causes: the first latch is answered");
	causes_get(&vm, last, ROOM, &list);
	causes_check_sums(&list, "causes");
	for (i = 0; i < count; i++) {
		struct cause_key wanted = works[i].cause;

		wanted.phase = phase + 1;
		check_same(exits_of(&list, wanted), works[i].times,
			   "causes: reason %#x, kind %u, access %u, width %u, %#llx", wanted.reason,
			   wanted.kind, wanted.access, wanted.width,
			   (unsigned long long)wanted.detail);
		expected += works[i].times;
	}
	reads.phase = phase + 1;
	reads.detail = EXIT_PROBE_LEAF_CAUSES;
	check_same(exits_of(&list, reads), 1 + 3 * ROOM, "causes: the reads of causes");
	/* The latch that ends the phase is in it. */
	reads.detail = EXIT_PROBE_LEAF_TABLE;
	check_same(exits_of(&list, reads), 3 * CAUSES_ROWS + 1, "causes: the reads of reasons");
	expected += causes_reads(ROOM) + 1;
	check_same(phase_exits(&list, phase + 1, v->interrupt), expected,
		   "causes: the phase has no others, but for the host's interrupts");
	if (phase_exits(&list, phase + 1, v->interrupt) != expected)
		show(&list, phase + 1);
	check_same(running_phase(&vm), phase + 2, "causes: two phases have ended");
	vm_destroy(&vm);
}

/* Two vCPUs do the same, the second one alone something else. */
static void causes_of_vcpus(void)
{
	const struct vendor *v = vendor();
	struct cause_key both = { 0, v->cpuid, EXIT_PROBE_CAUSE_CPUID, 0, 0, 0x80000000 };
	struct cause_key second = { 0, v->io,      EXIT_PROBE_CAUSE_PORT, EXIT_PROBE_ACCESS_WRITE,
				    1, PORT_KERNEL };
	static struct cause_list list;
	struct vm vm;
	int place;

	vm_create(&vm, 2);
	vm_clear(&vm);
	vm_add(&vm, OP_CPUID, 0x80000000, 0, 2 * TIMES);
	vm_add(&vm, OP_OUT, PORT_KERNEL, 0, TIMES);
	vm_run(&vm, 1);
	vm_clear(&vm);
	vm_add(&vm, OP_CPUID, 0x80000000, 0, 3 * TIMES);
	place = causes_add(&vm, 0, ROOM);
	vm_run(&vm, 0);
	causes_get(&vm, place, ROOM, &list);
	causes_check_sums(&list, "two vCPUs");
	check_same(exits_of(&list, both), 5 * TIMES, "two vCPUs: the cause of both");
	check_same(exits_of(&list, second), TIMES, "two vCPUs: the cause of one");
	vm_destroy(&vm);
}

static bool is_flood(const struct cause *cause)
{
	return cause->key.kind == EXIT_PROBE_CAUSE_CPUID && cause->key.detail >= FLOOD_LEAF &&
	       cause->key.detail < FLOOD_LEAF + FLOOD;
}

/* The flood's leaves have one exit each, the hot one many, and all phases before theirs. */
static void check_flood(const struct cause_list *list, const struct cause_list *before,
			uint32_t phase)
{
	const struct vendor *v = vendor();
	struct cause_key hot = { phase, v->cpuid, EXIT_PROBE_CAUSE_CPUID, 0, 0, HOT_LEAF };
	uint32_t i, of_phase = 0, listed = 0, changed = 0, untrue = 0;
	const struct cause *cause, *old;

	for (i = 0; i < list->used; i++) {
		cause = &list->cause[i];
		of_phase += cause->key.phase == phase && cause->key.kind != EXIT_PROBE_CAUSE_OTHER;
		if (!is_flood(cause))
			continue;
		listed++;
		untrue += cause->exits > 1 || cause->exits + cause->error < 1;
	}
	for (i = 0; i < before->used; i++) {
		old = &before->cause[i];
		cause = causes_find(list, &old->key);
		if (old->key.phase >= phase || old->key.kind == EXIT_PROBE_CAUSE_OTHER)
			continue;
		changed += !cause || cause->exits != old->exits || cause->error != old->error;
	}
	cause = causes_find(list, &hot);
	check(of_phase <= 2048, "flood: %u causes of one phase", of_phase);
	check(listed > 256 && listed < FLOOD, "flood: %u of %u causes are listed", listed, FLOOD);
	check_same(untrue, 0, "flood: listed exits <= true exits <= listed exits + error");
	check_same(changed, 0, "flood: the phases before keep their causes");
	check(cause && cause->exits <= FLOOD / HOT_EACH &&
		      cause->exits + cause->error >= FLOOD / HOT_EACH,
	      "flood: the hot cause is listed: %llu exits, error %llu, true %u",
	      cause ? (unsigned long long)cause->exits : 0,
	      cause ? (unsigned long long)cause->error : 0, FLOOD / HOT_EACH);
}

void more_causes_than_room(bool with_list)
{
	static struct cause_list before, list;
	uint32_t i, phase;
	struct vm vm;
	int place;

	vm_create(&vm, 1);
	vm_clear(&vm);
	vm_add(&vm, OP_OUT, PORT_KERNEL, 0, TIMES);
	place = causes_add(&vm, 0, CAUSES_ROOM);
	vm_run(&vm, 0);
	causes_get(&vm, place, CAUSES_ROOM, &before);
	phase = running_phase(&vm);
	vm_clear(&vm);
	for (i = 0; i < FLOOD; i++) {
		vm_add(&vm, OP_CPUID, FLOOD_LEAF + i, 0, 1);
		if (i % HOT_EACH == 0)
			vm_add(&vm, OP_CPUID, HOT_LEAF, 0, 1);
	}
	place = causes_add(&vm, phase, CAUSES_ROOM);
	vm_run(&vm, 0);
	causes_get(&vm, place, CAUSES_ROOM, &list);
	causes_check_sums(&list, "flood");
	check_flood(&list, &before, phase);
	if (with_list)
		vm_print_causes(&vm, 0);
	vm_destroy(&vm);
}

void causes(void)
{
	known_causes();
	causes_of_vcpus();
	more_causes_than_room(false);
}

/* The instruction that exits, in the guest's code */
static void check_rip(int ring)
{
	static struct cause_list list;
	const struct cause *out = NULL;
	uint32_t i;
	struct vm vm;
	int place;

	vm_create(&vm, 1);
	vm_set_ring(&vm, 0, ring);
	vm_clear(&vm);
	vm_add(&vm, OP_OUT, PORT_VMM, 0, TIMES);
	place = causes_add(&vm, 0, ROOM);
	vm_run(&vm, 0);
	causes_get(&vm, place, ROOM, &list);
	causes_check_sums(&list, "RIP");
	for (i = 0; i < list.used; i++)
		if (list.cause[i].key.reason == vendor()->io && list.cause[i].exits == TIMES)
			out = &list.cause[i];
	check(out && out->key.kind == EXIT_PROBE_CAUSE_RIP && out->key.detail < GUEST_MEMORY &&
		      vm.memory[out->key.detail] == 0xee,
	      "RIP: ring %d: the exits are at an OUT", ring);
	check_same(out ? out->key.access : 0, EXIT_PROBE_ACCESS_RING + ring, "RIP: the ring %d",
		   ring);
	check_same(out ? out->key.width : 0, 32, "RIP: ring %d: 32-bit code", ring);
	vm_destroy(&vm);
}

void causes_by_rip(void)
{
	check_rip(0);
	check_rip(3);
}
