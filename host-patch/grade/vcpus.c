// SPDX-License-Identifier: GPL-2.0-only
/* Several vCPUs of a VM, and a second VM. */
#include "cases.h"

#include "found.h"
#include "reading.h"

#define NOISE 1000
#define TRIES 3

static void make_noise(struct vm *vm, int vcpu)
{
	vm_clear(vm);
	vm_add(vm, OP_CPUID, 0, 0, NOISE);
	vm_run(vm, vcpu);
}

/* All exits between two readings, without those of others */
static uint32_t seen(const struct reading *before, const struct reading *after)
{
	return after->exits.eax - before->exits.eax;
}

static uint32_t counted(const struct reading *before, const struct reading *after)
{
	return after->kvm_exits - before->kvm_exits;
}

static void other_vcpu(void)
{
	struct reading before, after;
	uint32_t got = 0, want = 1;
	struct vm vm;
	int tries;

	vm_create(&vm, 2);
	reading_take(&vm, &before);
	make_noise(&vm, 1);
	for (tries = 0; tries < TRIES && got != want; tries++) {
		reading_take(&vm, &before);
		make_noise(&vm, 1);
		reading_take(&vm, &after);
		got = seen(&before, &after);
		want = counted(&before, &after);
	}
	if (got == want)
		found_pass("vcpus", "vCPU 0 reads the exits of both vCPUs");
	else
		found_fail("vcpus", "vCPU 0 reads %u exits, both vCPUs had %u%s", got, want,
			   got && got < NOISE ? ": only its own" : "");
	vm_destroy(&vm);
}

static void other_vm(void)
{
	struct reading before, after;
	uint32_t got = 0, want = 1, all = 1;
	struct vm vm, noisy;
	int tries;

	vm_create(&vm, 1);
	vm_create(&noisy, 1);
	reading_take(&vm, &before);
	reading_take(&noisy, &before);
	for (tries = 0; tries < TRIES && got != want && got != all; tries++) {
		struct reading first, last;

		reading_take(&vm, &before);
		reading_take(&noisy, &first);
		make_noise(&noisy, 0);
		reading_take(&noisy, &last);
		reading_take(&vm, &after);
		got = seen(&before, &after);
		want = counted(&before, &after);
		all = want + counted(&first, &last) + first.reads + 1;
	}
	if (got == want)
		found_note("vms", "counts each VM by itself");
	else if (got == all)
		found_note("vms", "counts all VMs of the host together");
	else
		found_note("vms", "reads %u exits: this VM had %u, both together %u", got, want,
			   all);
	vm_destroy(&noisy);
	vm_destroy(&vm);
}

void vcpus_and_vms(void)
{
	other_vcpu();
	other_vm();
}
