// SPDX-License-Identifier: GPL-2.0-only
/* What is counted, changed while a VM exists; and when a guest's reads no longer compare. */
#include <stdio.h>

#include "answers.h"
#include "cases.h"
#include "check.h"
#include "exit_probe_abi.h"
#include "parameter.h"
#include "snapshot.h"
#include "vendor.h"
#include "vm_stats.h"

#define WORK    100
#define MSR_TSC 0x10 /* IA32_TIME_STAMP_COUNTER */

/* Two snapshots with work between them, in one list. */
static void work(struct vm *vm, struct snapshot *before, struct snapshot *after)
{
	int first, last;

	vm_clear(vm);
	first = snapshot_add(vm);
	vm_add(vm, OP_CPUID, 0, 0, WORK);
	last = snapshot_add(vm);
	vm_run(vm, 0);
	snapshot_get(vm, first, before);
	snapshot_get(vm, last, after);
}

static bool has_cycles(const struct snapshot *s)
{
	uint64_t cycles = snapshot_time(s);
	uint32_t i;

	for (i = 0; i < s->used; i++)
		cycles |= s->row[i].cycles | s->row[i].max | s->row[i].blocked;
	return cycles != 0;
}

static void check_info(struct vm *vm, uint32_t mode, const char *name)
{
	vm_clear(vm);
	vm_add(vm, OP_CPUID, EXIT_PROBE_LEAF_INFO, EXIT_PROBE_INFO_STATE, 1);
	vm_add(vm, OP_CPUID, EXIT_PROBE_LEAF_TOTAL, 0, 1);
	vm_run(vm, 0);
	check_same(vm_op(vm, 0)->eax, mode, "%s: INFO says so", name);
	check_same((vm_op(vm, 1)->ebx | vm_op(vm, 1)->ecx) != 0, mode == EXIT_PROBE_MODE_TIME,
		   "%s: the total has cycles only in mode time", name);
}

/* Since the last change, the guest's exits are those of KVM. Returns the generation. */
static uint64_t check_mode(struct vm *vm, uint32_t mode, const char *name)
{
	uint64_t kvm = vm_stat(vm, 0, "exits", 0), ours = vm_stat(vm, 0, "exit_probe_exits", 0);
	struct snapshot before, after;

	work(vm, &before, &after);
	check_same(snapshot_exits(&after, vendor()->cpuid) -
			   snapshot_exits(&before, vendor()->cpuid),
		   SNAPSHOT_READS + WORK, "%s: the guest's CPUIDs are counted", name);
	check_same(vm_stat(vm, 0, "exit_probe_exits", 0) - ours, vm_stat(vm, 0, "exits", 0) - kvm,
		   "%s: the exits are those of KVM's statistic", name);
	check_same(has_cycles(&after), mode == EXIT_PROBE_MODE_TIME, "%s: %s cycles are read", name,
		   mode == EXIT_PROBE_MODE_TIME ? "all" : "no");
	if (mode == EXIT_PROBE_MODE_TIME)
		snapshot_check_time(&before, &after, name);
	check(before.generation && before.generation == after.generation,
	      "%s: both reads are of one generation", name);
	check_info(vm, mode, name);
	return after.generation;
}

static void check_off(struct vm *vm)
{
	uint64_t ours, cycles;
	const struct op *plain;
	int place;

	parameter_set("exit_probe", "off");
	ours = vm_stat(vm, 0, "exit_probe_exits", 0);
	cycles = vm_stat(vm, 0, "exit_probe_userspace_cycles", 0);
	vm_clear(vm);
	vm_add(vm, OP_CPUID, 0x4FFFFE00, 0, 1);
	vm_add(vm, OP_OUT, PORT_VMM, 0, WORK);
	place = vm_add(vm, OP_CPUID, EXIT_PROBE_LEAF_SIGNATURE, 0, 1);
	vm_run(vm, 0);
	plain = vm_op(vm, 0);
	check(answer_is(vm_op(vm, place), plain->eax, plain->ebx, plain->ecx, plain->edx),
	      "off: the guest sees an unpatched host");
	check_same(vm_stat(vm, 0, "exit_probe_exits", 0), ours, "off: no exit is counted");
	check_same(vm_stat(vm, 0, "exit_probe_userspace_cycles", 0), cycles,
		   "off: no time is counted");
}

static void check_generations(struct vm *vm, uint64_t generation)
{
	struct snapshot before, after;
	struct vm other;

	vm_set_msr(vm, 0, MSR_TSC, 0);
	work(vm, &before, &after);
	check(before.generation && before.generation != generation,
	      "the generation changes when userspace sets the TSC");
	check_same(after.generation, before.generation, "and then it stays");
	vm_create(&other, 2);
	work(&other, &before, &after);
	check(after.generation && after.generation != generation, "another VM has its own");
	vm_set_msr(&other, 1, MSR_TSC, 0);
	work(&other, &before, &after);
	generation = after.generation;
	check_same(before.generation, generation, "a vCPU that has not run does not change it");
	vm_destroy(&other);
}

void modes(void)
{
	static const struct {
		const char *name;
		uint32_t mode;
	} changes[] = {
		{ "count", EXIT_PROBE_MODE_COUNT }, { "time", EXIT_PROBE_MODE_TIME },
		{ "off", EXIT_PROBE_MODE_OFF },     { "count", EXIT_PROBE_MODE_COUNT },
		{ "off", EXIT_PROBE_MODE_OFF },     { "time", EXIT_PROBE_MODE_TIME },
	};
	uint64_t generation, last;
	struct vm vm;
	unsigned int i;

	vm_create(&vm, 1);
	last = check_mode(&vm, EXIT_PROBE_MODE_TIME, "from the start");
	for (i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		if (changes[i].mode == EXIT_PROBE_MODE_OFF) {
			check_off(&vm);
			continue;
		}
		parameter_set("exit_probe", changes[i].name);
		generation = check_mode(&vm, changes[i].mode, changes[i].name);
		check(generation != last, "%s: it is another generation", changes[i].name);
		last = generation;
	}
	check_generations(&vm, last);
	vm_destroy(&vm);
}
