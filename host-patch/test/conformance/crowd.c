// SPDX-License-Identifier: GPL-2.0-only
/* Many vCPUs in one VM: what they are charged, and how long reads and their end take. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "answers.h"
#include "cases.h"
#include "check.h"
#include "exit_probe_abi.h"
#include "snapshot.h"
#include "vm_stats.h"

/* A vCPU gets what it needs to count time when it first runs. */
static void enter_once(int kvm, int vcpu)
{
	int size = must(ioctl(kvm, KVM_GET_VCPU_MMAP_SIZE, 0), "KVM_GET_VCPU_MMAP_SIZE");
	struct kvm_run *run = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, vcpu, 0);

	if (run == MAP_FAILED)
		die("mmap of kvm_run");
	run->immediate_exit = 1;
	if (ioctl(vcpu, KVM_RUN, 0) == 0 || errno != EINTR)
		die("KVM_RUN");
	munmap(run, size);
}

void crowd(const char *memory, int vcpus)
{
	int kvm = open("/dev/kvm", O_RDWR), vm = ioctl(kvm, KVM_CREATE_VM, 0), i;
	uint64_t before = vm_value_in(memory);

	for (i = 0; i < vcpus; i++)
		enter_once(kvm, must(ioctl(vm, KVM_CREATE_VCPU, i), "KVM_CREATE_VCPU"));
	printf("vcpu_bytes=%llu\n", (unsigned long long)(vm_value_in(memory) - before) / vcpus);
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec + now.tv_nsec / 1e9;
}

/* The cycles from one operation of the list to the next */
static uint64_t cycles_of(const struct vm *vm, int place)
{
	return vm_op(vm, place + 1)->tsc - vm_op(vm, place)->tsc;
}

/* Adds vCPUs that have run, but never entered the guest. Returns how many KVM takes. */
static int add_idle(struct vm *vm, int kvm, int *fd, int most)
{
	int i;

	for (i = 1; i < most; i++) {
		fd[i] = ioctl(vm->fd, KVM_CREATE_VCPU, i);
		if (fd[i] < 0)
			break;
		enter_once(kvm, fd[i]);
	}
	return i;
}

/* vCPU 0 latches the table in pieces. */
static void latch_in_pieces(struct vm *vm, int vcpus)
{
	int i, place, pieces = (vcpus + EXIT_PROBE_TABLE_VCPUS - 1) / EXIT_PROBE_TABLE_VCPUS;
	bool counts_down = true, waits = true;
	uint64_t longest = 0, exits, cycles;

	vm_clear(vm);
	for (i = 0; i < pieces; i++) {
		vm_add(vm, OP_CPUID, EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_LATCH, 1);
		vm_add(vm, OP_CPUID, EXIT_PROBE_LEAF_TABLE, 1, 1);
	}
	place = vm_add(vm, OP_CPUID, EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_LATCHED, 1);
	vm_add(vm, OP_CPUID, EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_EXITS, 1);
	vm_add(vm, OP_CPUID, EXIT_PROBE_LEAF_TOTAL, 0, 1);
	vm_add(vm, OP_STAMP, 0, 0, 1);
	vm_run(vm, 0);

	for (i = 0; i < pieces; i++) {
		int left = vcpus - (i + 1) * EXIT_PROBE_TABLE_VCPUS;

		counts_down &= vm_op(vm, 2 * i)->ebx == (uint32_t)(left > 0 ? left : 0);
		waits &= answer_is_undefined(vm_op(vm, 2 * i + 1)) == (left > 0);
		/* The first one allocates the latch. */
		if (i && cycles_of(vm, 2 * i) > longest)
			longest = cycles_of(vm, 2 * i);
	}
	check(counts_down, "%d vCPUs: each latching read says how many are left", vcpus);
	check(waits, "%d vCPUs: the table has rows when none is left", vcpus);
	get_pair(vm_op(vm, place), &exits, &cycles);
	/* vCPU 0 is in the first piece; the reads after that, and PORT_END. */
	check_same(exits + 2 * pieces - 1 + 3 + 1, vm_stat(vm, 0, "exit_probe_exits", 0),
		   "%d vCPUs: the latch has vCPU 0's exits", vcpus);
	printf("# %d vCPUs: cycles of the longest piece %llu, the totals %llu, the total %llu\n",
	       vcpus, (unsigned long long)longest, (unsigned long long)cycles_of(vm, place + 1),
	       (unsigned long long)cycles_of(vm, place + 2));
}

void crowd_reads(int vcpus)
{
	static int fd[4096];
	int kvm = must(open("/dev/kvm", O_RDWR), "/dev/kvm"), i, got;
	struct vm vm;
	double begin;

	if (vcpus > (int)(sizeof(fd) / sizeof(fd[0])))
		vcpus = sizeof(fd) / sizeof(fd[0]);
	vm_create(&vm, 1);
	got = add_idle(&vm, kvm, fd, vcpus);
	check_same(got, vcpus, "%d vCPUs in one VM", vcpus);
	latch_in_pieces(&vm, got);
	begin = seconds();
	for (i = 1; i < got; i++)
		close(fd[i]);
	vm_destroy(&vm);
	close(kvm);
	printf("# %d vCPUs: destroyed in %.3f s\n", got, seconds() - begin);
}
