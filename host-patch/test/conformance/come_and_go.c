// SPDX-License-Identifier: GPL-2.0-only
/* Scope host: what a guest reads while other VMs come and go. */
#include "cases.h"
#include "check.h"
#include "child.h"
#include "exit_probe_abi.h"
#include "vm_stats.h"

#define LIVES  30
#define VCPUS  2
#define CPUIDS 100
#define TRIES  3

/* Returns the VMs' exits by KVM's own count. */
static uint64_t come_and_go(void)
{
	uint64_t exits = 0;
	struct vm vm;

	for (int life = 0; life < LIVES; life++) {
		vm_create(&vm, VCPUS);
		vm_clear(&vm);
		vm_add(&vm, OP_CPUID, 0, 0, CPUIDS);
		for (int i = 0; i < VCPUS; i++)
			vm_run(&vm, i);
		exits += vm_sum(&vm, "exits");
		vm_destroy(&vm);
	}
	return exits;
}

/* The host's exits less the reader's own: those of all others */
static uint64_t read_others(struct vm *vm)
{
	int place;

	vm_clear(vm);
	place = vm_add(vm, OP_CPUID, EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_EXITS, 1);
	vm_run(vm, 0);
	/* PORT_END came after the read. */
	return (vm_op(vm, place)->eax | (uint64_t)vm_op(vm, place)->ebx << 32) -
	       (vm_sum(vm, "exits") - 1);
}

/* How often the number that it reads fell */
static int read_while(const struct child *child, struct vm *vm, uint64_t last)
{
	int fell = 0;

	while (child_runs(child)) {
		uint64_t now = read_others(vm);

		/* An interrupt after a read is not in it, but is KVM's exit already. */
		fell += now + 1 < last;
		last = now;
	}
	return fell;
}

void vms_come_and_go(void)
{
	uint64_t before, exits = 0, seen = 1;
	int fell = 0;
	struct vm vm;

	vm_create(&vm, 1);
	for (int i = 0; i < TRIES && seen != exits; i++) {
		struct child child;

		read_others(&vm);
		before = read_others(&vm);
		child = child_start(come_and_go);
		fell += read_while(&child, &vm, before);
		exits = child_end(&child, "VMs came and went while a guest read");
		seen = read_others(&vm) - before;
	}
	check_same(fell, 0, "%d VMs come and go: the host's exits never fall", LIVES);
	check_same(seen, exits, "%d VMs come and go: all their exits are counted", LIVES);
	vm_destroy(&vm);
}
