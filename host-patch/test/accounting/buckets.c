// SPDX-License-Identifier: GPL-2.0-only
/* Time without a CPU: preempted, blocked or halted, as the scheduler says. */
#include "play.h"

#include "exit_probe_abi.h"

static void sums_up(void)
{
	SAME(cycles(), stub_tsc - 1);
}

static void preempted(void)
{
	run_begin();
	trip(1, 1);
	stub_tsc += 5;
	put(true);
	stub_tsc += 700;
	load(100);
	trip(6, 1);
	SAME(count(EXIT_PROBE_PREEMPTED), 700);
	SAME(count(EXIT_PROBE_BLOCKED), 0);
	SAME(count(EXIT_PROBE_KERNEL), 1 + 5 + 6);
	sums_up();
}

/* 100 ns of a sleep are 200 cycles. */
static void blocked(void)
{
	const struct kvm_exit_probe *probe = exit_probe_of(vcpu);

	run_begin();
	put(false);
	stub_tsc += 40;
	load(0);
	trip_for(MSR_READ, 1, 1);
	stub_tsc += 5;
	put(false);
	stub_tsc += 700;
	load(100);
	trip(6, 1);
	SAME(count(EXIT_PROBE_BLOCKED), 40 + 500);
	SAME(count(EXIT_PROBE_PREEMPTED), 200);
	SAME(probe->reason_blocked[EXIT_PROBE_SLOT_NONE], 40);
	SAME(probe->reason_blocked[MSR_READ], 500);
	SAME(probe->reason_blocked[CPUID], 0);
	SAME(probe->reason_cycles[MSR_READ], 5 + 6);
	SAME(count(EXIT_PROBE_KERNEL), 1 + 5 + 6);
	sums_up();
}

/* What the thread has waited before does not count. */
static void halted(void)
{
	const struct kvm_exit_probe *probe = exit_probe_of(vcpu);

	run_begin();
	put(true);
	stub_tsc += 1000;
	load(500);
	trip(1, 1);
	halt(700, 0);
	halt(700, 100);
	trip(6, 1);
	SAME(count(EXIT_PROBE_HALTED), 700 + 500);
	SAME(count(EXIT_PROBE_PREEMPTED), 1000 + 200);
	SAME(count(EXIT_PROBE_BLOCKED), 0);
	SAME(probe->reason_blocked[CPUID], 0);
	sums_up();
}

/* The scheduler's clock is not the TSC: its wait can be longer than the interval. */
static void waits_are_clipped(void)
{
	run_begin();
	trip(1, 1);
	put(false);
	stub_tsc += 700;
	load(1000);
	halt(300, 1ULL << 50);
	trip(6, 1);
	SAME(count(EXIT_PROBE_PREEMPTED), 700 + 300);
	SAME(count(EXIT_PROBE_BLOCKED), 0);
	SAME(count(EXIT_PROBE_HALTED), 0);
	SAME(exit_probe_of(vcpu)->reason_blocked[CPUID], 0);
	sums_up();
}

/* Nor need it run forwards. */
static void a_negative_wait_is_none(void)
{
	run_begin();
	trip(1, 1);
	halt(700, 100);
	halt(700, -50ULL);
	halt(700, 1ULL << 63);
	SAME(count(EXIT_PROBE_PREEMPTED), 200);
	SAME(count(EXIT_PROBE_HALTED), 500 + 700 + 700);
	sums_up();
}

/* Userspace is the VMM's, whatever its thread waits for. */
static void userspace_is_not_split(void)
{
	run_begin();
	trip(1, 1);
	run_end(0);
	put(false);
	stub_tsc += 700;
	load(100);
	run_begin();
	SAME(count(EXIT_PROBE_USERSPACE), 700);
	SAME(count(EXIT_PROBE_PREEMPTED), 0);
	sums_up();
}

/* The lead of a CPU is paid back by the next interval, whatever bucket it is in. */
static void a_lead_is_owed_by_the_next_bucket(void)
{
	run_begin();
	trip(1, 1);
	put(true);
	stub_tsc += 5000;
	load(0);
	put(false);
	stub_tsc -= 4000;
	load(0);
	halt(4300, 100);
	trip(6, 1);
	SAME(count(EXIT_PROBE_PREEMPTED), 5000 + 200);
	SAME(count(EXIT_PROBE_BLOCKED), 0);
	SAME(count(EXIT_PROBE_HALTED), 100);
	sums_up();
}

const struct test_case bucket_cases[] = {
	CASE(preempted),
	CASE(blocked),
	CASE(halted),
	CASE(waits_are_clipped),
	CASE(a_negative_wait_is_none),
	CASE(userspace_is_not_split),
	CASE(a_lead_is_owed_by_the_next_bucket),
	{ NULL, NULL },
};
