// SPDX-License-Identifier: GPL-2.0-only
/*
 * The lives of VMs of a careless VMM: vCPUs are added late, state is saved and
 * restored, also into another VM, descriptors are closed in any order. Meanwhile the
 * thread is interrupted and moved between CPUs.
 */
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cases.h"
#include "check.h"
#include "pest.h"
#include "snapshot.h"
#include "vm_modes.h"
#include "vm_stats.h"

static uint64_t random_state;
static uint64_t backwards, uneven, unstopped;

static uint32_t below(uint32_t n)
{
	return pest_below(&random_state, n);
}

static void take(struct vm *vm, int vcpu, struct snapshot *to)
{
	int place;

	vm_clear(vm);
	vm_add(vm, OP_CPUID, 0, 0, 1 + below(50));
	vm_add(vm, OP_OUT, below(2) ? PORT_VMM : PORT_KERNEL, 0, 1 + below(5));
	place = snapshot_add(vm);
	vm_run(vm, vcpu);
	snapshot_get(vm, place, to);
}

static bool shrank(const struct snapshot *a, const struct snapshot *b)
{
	return b->exits <= a->exits || b->kernel <= a->kernel || b->userspace < a->userspace ||
	       b->halted < a->halted || b->preempted < a->preempted || b->blocked < a->blocked ||
	       b->guest < a->guest || b->kernel - a->kernel > 1ull << 48;
}

/* KVM's count must equal the patch's. */
static void check_even(struct vm *vm)
{
	uneven += vm_sum(vm, "exits") !=
		  vm_sum(vm, "exit_probe_exits") + vm_sum(vm, "exit_probe_passes");
}

/* The guest's TSC goes back to an older value; its counters must not. */
static void save_and_restore(struct vm *vm)
{
	struct snapshot before, after;
	struct vm_state state;

	vm_save(vm, 0, &state);
	take(vm, 0, &before);
	state.msrs.entry[0].data = below(2) ? 0 : state.msrs.entry[0].data;
	vm_restore(vm, 0, &state);
	take(vm, 0, &after);
	backwards += shrank(&before, &after);
}

/* The other VM counts from its own creation on. */
static void move_elsewhere(struct vm *vm)
{
	struct snapshot there;
	struct vm_state state;
	struct vm other;

	vm_create(&other, 1);
	vm_save(vm, 0, &state);
	memcpy(other.memory, vm->memory, GUEST_MEMORY);
	vm_restore(&other, 0, &state);
	take(&other, 0, &there);
	unstopped += !there.exits || there.exits > 1000;
	check_even(&other);
	vm_destroy(&other);
}

/* The VM's, its vCPUs' and their statistics', and the mappings of kvm_run */
static void close_in_any_order(struct vm *vm)
{
	int fds[1 + 2 * VM_VCPUS], n = 0, i;
	char header[16];

	fds[n++] = vm->fd;
	for (i = 0; i < vm->vcpus; i++) {
		fds[n++] = vm->vcpu[i].fd;
		if (vm->vcpu[i].stats >= 0)
			fds[n++] = vm->vcpu[i].stats;
	}
	while (n) {
		i = below(n);
		close(fds[i]);
		fds[i] = fds[--n];
		/* A descriptor of statistics may be the last one, and must still work. */
		if (n == 1)
			(void)!read(fds[0], header, sizeof(header));
	}
	for (i = 0; i < vm->vcpus; i++)
		vm_unmap_run(vm, i);
	munmap(vm->memory, GUEST_MEMORY);
	munmap(vm->touch, GUEST_TOUCH_MAX * 4096);
}

static void live(void)
{
	struct snapshot before, after;
	struct vm vm;
	int i;

	vm_create(&vm, 1 + below(2));
	take(&vm, 0, &before);
	while (below(2) && vm.vcpus < VM_VCPUS)
		vm_add_vcpu(&vm);
	for (i = vm.vcpus - 1; i >= 0; i--) {
		take(&vm, i, &after);
		backwards += shrank(&before, &after);
		before = after;
		check_even(&vm);
	}
	if (below(2))
		save_and_restore(&vm);
	if (!below(4))
		move_elsewhere(&vm);
	if (!below(8)) {
		vm_clear(&vm);
		vm_add(&vm, OP_HLT, 0, 0, 1);
		vm_run(&vm, 0);
	}
	close_in_any_order(&vm);
}

void churn(unsigned int seed, unsigned int vms)
{
	unsigned int i;

	random_state = seed;
	pest_start(seed);
	pest_add(pthread_self());
	for (i = 0; i < vms; i++)
		live();
	pest_stop();
	check(vms, "%u VMs were made, moved, saved and destroyed", vms);
	check_same(backwards, 0, "no counter ran backwards on any CPU and with any TSC");
	check_same(uneven, 0, "each VM's exits equal KVM's own");
	check_same(unstopped, 0, "a VM that takes over another's state counts its own exits");
}
