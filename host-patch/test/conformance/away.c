// SPDX-License-Identifier: GPL-2.0-only
/*
 * The time that a vCPU spends neither in the guest nor with an exit: asleep in a page
 * fault, without a CPU, halted.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cases.h"
#include "check.h"
#include "late.h"
#include "snapshot.h"
#include "vendor.h"
#include "vm_modes.h"
#include "vm_stats.h"

#define PAGES          8
#define ANSWER_US      100000 /* how long a page takes */

#define SPINS          20000
#define MSR_STEAL_TIME 0x4b564d03 /* KVM_FEATURE_STEAL_TIME, Documentation/virt/kvm/x86/msr.rst */
#define STEAL_AREA     0x9000
#define STEAL_ENABLED  1

/* Each page is one exit whose handler sleeps until the page is there. */
static void late_pages(void)
{
	uint64_t most = 2ull * PAGES * ANSWER_US, us, of_reason;
	uint32_t reason = vendor()->nested_page;
	struct snapshot before, after;
	struct late_memory late;
	struct vm vm;
	int first, last, khz;

	vm_create(&vm, 1);
	khz = ioctl(vm.vcpu[0].fd, KVM_GET_TSC_KHZ, 0);
	late_begin(&late, vm.touch, PAGES, ANSWER_US);
	vm_clear(&vm);
	first = snapshot_add(&vm);
	vm_add(&vm, OP_TOUCH, GUEST_TOUCH, 0, PAGES);
	last = snapshot_add(&vm);
	vm_run(&vm, 0);
	late_end(&late);
	snapshot_get(&vm, first, &before);
	snapshot_get(&vm, last, &after);
	us = (after.blocked - before.blocked) * 1000 / khz;
	of_reason = snapshot_blocked(&after, reason) - snapshot_blocked(&before, reason);
	check(us >= PAGES * ANSWER_US && us < most, "late pages: blocked for %llu us",
	      (unsigned long long)us);
	check_same(of_reason, after.blocked - before.blocked,
		   "late pages: all of it in exits of reason %#x", reason);
	snapshot_check_time(&before, &after, "late pages");
	vm_destroy(&vm);
}

struct runner {
	struct vm *vm;
	int vcpu;
};

static void *run(void *arg)
{
	const struct runner *runner = arg;

	vm_enter(runner->vm, runner->vcpu);
	return NULL;
}

/* The same, but a signal ends its HLT. */
static void *halt(void *arg)
{
	struct kvm_mp_state state = { .mp_state = KVM_MP_STATE_RUNNABLE };
	const struct runner *runner = arg;
	int fd = runner->vm->vcpu[runner->vcpu].fd;

	if (ioctl(fd, KVM_RUN, 0) != -1 || errno != EINTR)
		die("KVM_RUN of a HLT");
	must(ioctl(fd, KVM_SET_MP_STATE, &state), "KVM_SET_MP_STATE");
	return run(arg);
}

/* Both run the list at once; the CPU is one. */
static void run_both(struct vm *vm)
{
	struct runner runners[2] = { { vm, 0 }, { vm, 1 } };
	pthread_t threads[2];
	int i;

	for (i = 0; i < 2; i++)
		if (pthread_create(&threads[i], NULL, run, &runners[i]))
			die("pthread_create");
	for (i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
}

/* The guest's steal time, in ns: the first field of the area. */
static uint64_t steal(const struct vm *vm, int vcpu)
{
	uint64_t ns;

	memcpy(&ns, vm->memory + STEAL_AREA + vcpu * 64, sizeof(ns));
	return ns;
}

static void two_on_one_cpu(void)
{
	cpu_set_t one, all;
	uint64_t preempted, stolen;
	struct vm vm;
	int i, khz;

	must(sched_getaffinity(0, sizeof(all), &all), "sched_getaffinity");
	CPU_ZERO(&one);
	CPU_SET(0, &one);
	must(sched_setaffinity(0, sizeof(one), &one), "sched_setaffinity");
	vm_create(&vm, 2);
	khz = ioctl(vm.vcpu[0].fd, KVM_GET_TSC_KHZ, 0);
	for (i = 0; i < 2; i++)
		vm_set_msr(&vm, i, MSR_STEAL_TIME, (STEAL_AREA + i * 64) | STEAL_ENABLED);
	vm_clear(&vm);
	vm_add(&vm, OP_CPUID, 0, 0, SPINS);
	run_both(&vm);
	preempted = vm_debugfs_value(&vm, "exit_probe_preempted_cycles") * 1000 / khz;
	stolen = (steal(&vm, 0) + steal(&vm, 1)) / 1000;
	check(preempted > 1000 && preempted > stolen - stolen / 20 &&
		      preempted < stolen + stolen / 20,
	      "two vCPUs on one CPU: preempted for %llu us, the guest's steal is %llu us",
	      (unsigned long long)preempted, (unsigned long long)stolen);
	check_same(vm_debugfs_value(&vm, "exit_probe_blocked_cycles"), 0,
		   "two vCPUs on one CPU: none of them is blocked");
	vm_destroy(&vm);
	must(sched_setaffinity(0, sizeof(all), &all), "sched_setaffinity");
}

/* A vCPU that halts for long shows it before it wakes up. */
static void halted_meanwhile(void)
{
	struct runner halted;
	struct snapshot s[4];
	pthread_t thread;
	struct vm vm;
	int i, place[4];

	vm_create(&vm, 2);
	halted = (struct runner){ &vm, 1 };
	vm_clear(&vm);
	vm_add(&vm, OP_HLT, 0, 0, 1);
	if (pthread_create(&thread, NULL, halt, &halted))
		die("pthread_create");
	while (vm_debugfs_value(&vm, "halt_exits") == 0)
		usleep(1000);
	usleep(1000);
	vm_clear(&vm);
	for (i = 0; i < 4; i++)
		place[i] = snapshot_add(&vm);
	vm_run(&vm, 0);
	for (i = 0; i < 4; i++)
		snapshot_get(&vm, place[i], &s[i]);
	check_same(vm_debugfs_value(&vm, "exit_probe_halted_cycles"), 0,
		   "vCPU 1 is still in its HLT");
	/* The first latch allocates. */
	check_same(s[3].halted - s[2].halted, s[3].tsc - s[2].tsc,
		   "what vCPU 0 reads of its halted time grows with the clock");
	check_same(snapshot_time(&s[3]) - snapshot_time(&s[2]), 2 * (s[3].tsc - s[2].tsc),
		   "the buckets of both add up to the time of both");
	pthread_kill(thread, SIGALRM);
	pthread_join(thread, NULL);
	vm_clear(&vm);
	place[0] = snapshot_add(&vm);
	vm_run(&vm, 0);
	snapshot_get(&vm, place[0], &s[0]);
	check(s[0].halted >= s[3].halted, "after its end it is not less");
	vm_destroy(&vm);
}

void time_away(void)
{
	late_pages();
	two_on_one_cpu();
	halted_meanwhile();
}
