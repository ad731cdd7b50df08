// SPDX-License-Identifier: GPL-2.0-only
/*
 * A guest that runs a nested guest. The exits of the nested guest count under the
 * hardware's reason and also as nested; the exits of its hypervisor count as usual.
 */
#include "nested.h"

#include "cases.h"
#include "check.h"
#include "exit_probe_abi.h"
#include "nested_vendor.h"
#include "snapshot.h"
#include "vendor.h"
#include "vm_stats.h"

#define ROUNDS      20
#define OWN_CPUIDS  7
#define OWN_PORTS   11
#define MOST_PASSES 20

/* Exits of the nested guest in all rounds; its CPUIDs go to its hypervisor. */
#define NESTED_EXITS (ROUNDS * (NESTED_PORTS + NESTED_VMM + NESTED_MSRS + 1))

static uint64_t want_of(const struct nested_vendor *nested, uint32_t reason)
{
	const struct vendor *v = vendor();
	const struct nested_exits *exits;

	if (reason == v->cpuid)
		return SNAPSHOT_READS + OWN_CPUIDS + ROUNDS;
	if (reason == v->io)
		return OWN_PORTS + ROUNDS * (NESTED_PORTS + NESTED_VMM);
	if (reason == v->msr_write)
		return ROUNDS * NESTED_MSRS;
	for (exits = nested->exits; exits->once || exits->per_round; exits++)
		if (exits->reason == reason)
			return (uint32_t)(exits->once + ROUNDS * exits->per_round);
	return 0;
}

static void check_reasons(const struct nested_vendor *nested, const struct snapshot *before,
			  const struct snapshot *after)
{
	const struct nested_exits *exits;
	uint64_t own = SNAPSHOT_READS + OWN_CPUIDS + OWN_PORTS;
	uint32_t i;

	for (i = 0; i < after->used; i++) {
		uint32_t reason = after->row[i].reason;

		check_same(after->row[i].exits - snapshot_exits(before, reason),
			   want_of(nested, reason), "nested: exits of reason %#x", reason);
	}
	for (exits = nested->exits; exits->once || exits->per_round; exits++) {
		check(snapshot_exits(after, exits->reason), "nested: reason %#x is in the table",
		      exits->reason);
		own += want_of(nested, exits->reason);
	}
	check_same(after->nested_exits - before->nested_exits, NESTED_EXITS,
		   "nested: exits of the nested guest");
	check_same(after->exits - before->exits, own + NESTED_EXITS,
		   "nested: the total includes them and the hypervisor's own");
}

static void check_rest(const struct vm *vm, const struct snapshot *before,
		       const struct snapshot *after)
{
	check_same(vm->vmm_exits, ROUNDS * NESTED_VMM, "nested: port writes that reach the VMM");
	check_same(after->userspace_exits - before->userspace_exits, ROUNDS * NESTED_VMM,
		   "nested: exits to userspace");
	snapshot_check_time(before, after, "nested");
	check_same(vm_stat(vm, 0, "exit_probe_nested_exits", 0), after->nested_exits,
		   "nested: the host's statistic says the same");
	check_same(vm_debugfs_value(vm, "exit_probe_nested_exits"), after->nested_exits,
		   "nested: debugfs says the same");
	check_same(vm_stat(vm, 0, "exits", 0),
		   vm_stat(vm, 0, "exit_probe_exits", 0) + vm_stat(vm, 0, "exit_probe_passes", 0),
		   "nested: KVM's exits are the exits and passes");
}

/*
 * Repeat until the host has no interrupt during a run. The first run has the first
 * touches, and does not count.
 */
void nested_guest(void)
{
	const struct nested_vendor *nested =
		vendor()->id == EXIT_PROBE_VENDOR_AMD ? &nested_svm : &nested_vmx;
	const uint32_t interrupt = vendor()->interrupt;
	struct snapshot before, after;
	int pass, first, run, last;
	bool quiet = false;
	struct vm vm;

	vm_create(&vm, 1);
	vm_set_paging(&vm, 0, nested->cr0, nested->cr4);
	vm_clear(&vm);
	nested->set_up(&vm);
	vm_run(&vm, 0);
	for (pass = 0; pass < MOST_PASSES && !quiet; pass++) {
		vm_clear(&vm);
		first = snapshot_add(&vm);
		vm_add(&vm, OP_CPUID, 0, 0, OWN_CPUIDS);
		run = vm_add(&vm, nested->kind, NESTED_CONTROL, 0, ROUNDS);
		vm_add(&vm, OP_OUT, PORT_KERNEL, 0, OWN_PORTS);
		last = snapshot_add(&vm);
		vm_run(&vm, 0);
		snapshot_get(&vm, first, &before);
		snapshot_get(&vm, last, &after);
		quiet = pass &&
			snapshot_exits(&after, interrupt) == snapshot_exits(&before, interrupt);
	}
	check(quiet, "nested: a run without an interrupt of the host");
	check_same(vm_op(&vm, run)->eax, vendor()->cpuid,
		   "nested: CPUID ends the nested guest's run");
	check_same(vm_op(&vm, run)->ebx, 0, "nested: all rounds are run");
	check_same(vm_op(&vm, run)->ecx, 0, "nested: no VM entry fails");
	check_reasons(nested, &before, &after);
	check_rest(&vm, &before, &after);
	vm_print_reasons(&vm, 0);
	vm_destroy(&vm);
}
