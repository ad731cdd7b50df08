// SPDX-License-Identifier: GPL-2.0-only
/* The hooks: which counter, which reason and which bucket of time. */
#include "play.h"

#include <asm/cpufeature.h>

#include "exit_probe_abi.h"
#include "exit_probe_reason.h"

static void exits_and_guest(void)
{
	run_begin();
	trip(10, 1000);
	SAME(count(EXIT_PROBE_KERNEL), 10);
	trip(20, 1000);
	SAME(count(EXIT_PROBE_EXITS), 2);
	SAME(count(EXIT_PROBE_GUEST), 2000);
	SAME(count(EXIT_PROBE_KERNEL), 30);
	SAME(count(EXIT_PROBE_NESTED_EXITS), 0);
}

static void before_the_first_run(void)
{
	stub_tsc = 1000000;
	load(0);
	put(true);
	run_begin();
	trip(5, 7);
	SAME(cycles(), 12);
	SAME(count(EXIT_PROBE_USERSPACE), 0);
}

static void userspace(void)
{
	run_begin();
	trip(10, 10);
	stub_tsc += 3;
	run_end(4);
	stub_tsc += 500;
	/* Another ioctl loads and puts, and the VMM is scheduled out: both are userspace. */
	load(0);
	stub_tsc += 500;
	put(false);
	run_begin();
	SAME(count(EXIT_PROBE_USERSPACE), 4 + 1000);
	SAME(count(EXIT_PROBE_USERSPACE_EXITS), 1);
	SAME(count(EXIT_PROBE_PREEMPTED), 0);
	SAME(count(EXIT_PROBE_KERNEL), 10);
	trip(2, 0);
	SAME(count(EXIT_PROBE_KERNEL), 10 + 3 + 2);
	SAME(cycles(), stub_tsc - 1);
}

/* A thread that polls is not asleep: it can be preempted. */
static void halted_wins_over_preempted(void)
{
	run_begin();
	trip(1, 1);
	stub_tsc += 5;
	exit_probe_halt_begin(vcpu);
	stub_tsc += 100;
	put(true);
	stub_tsc += 100;
	load(0);
	stub_tsc += 100;
	exit_probe_halt_end(vcpu);
	trip(6, 1);
	SAME(count(EXIT_PROBE_HALTED), 300);
	SAME(count(EXIT_PROBE_PREEMPTED), 0);
	SAME(count(EXIT_PROBE_KERNEL), 12);
}

static void preempted_at_both_ends_of_a_run(void)
{
	exit_probe_check_mode(vcpu);
	preempted_for = 1000;
	run_begin();
	trip(1, 1);
	run_end(4);
	stub_tsc += 500;
	run_begin();
	trip(2, 0);
	SAME(count(EXIT_PROBE_PREEMPTED), 2000);
	SAME(count(EXIT_PROBE_USERSPACE), 1000 + 4 + 1000 + 500);
	SAME(count(EXIT_PROBE_KERNEL), 1 + 2);
	SAME(cycles(), stub_tsc - 1);
}

/* A halt lasts from its beginning to its end, even while another thread has the CPU. */
static void preempted_where_a_halt_begins(void)
{
	run_begin();
	trip(1, 1);
	preempted_for = 1000;
	exit_probe_halt_begin(vcpu);
	preempted_for = 0;
	stub_tsc += 30;
	exit_probe_halt_end(vcpu);
	trip(6, 1);
	SAME(count(EXIT_PROBE_HALTED), 1000 + 30);
	SAME(count(EXIT_PROBE_PREEMPTED), 0);
	SAME(count(EXIT_PROBE_KERNEL), 1 + 6);
	SAME(cycles(), stub_tsc - 1);
}

static void preempted_where_a_halt_ends(void)
{
	run_begin();
	trip(1, 1);
	exit_probe_halt_begin(vcpu);
	stub_tsc += 30;
	preempted_for = 1000;
	exit_probe_halt_end(vcpu);
	preempted_for = 0;
	trip(6, 1);
	SAME(count(EXIT_PROBE_HALTED), 30);
	SAME(count(EXIT_PROBE_PREEMPTED), 1000);
	SAME(count(EXIT_PROBE_KERNEL), 1 + 6);
	SAME(cycles(), stub_tsc - 1);
}

static void tsc_steps_back(void)
{
	int c;

	stub_tsc = 1000;
	run_begin();
	trip(1, 1);
	put(true);
	stub_tsc = 10;
	load(0);
	SAME(count(EXIT_PROBE_PREEMPTED), 0);
	trip(5, 5);
	for (c = 0; c < EXIT_PROBE_EXITS; c++)
		if (count(c) > 100)
			SAME(count(c), 0);
	SAME(count(EXIT_PROBE_KERNEL), 6);
	SAME(count(EXIT_PROBE_GUEST), 6);
	trip(7, 0);
	SAME(count(EXIT_PROBE_KERNEL), 13);
}

/* Suspend resets the TSC: what was before is not owed. */
static void tsc_is_reset(void)
{
	stub_tsc = 1ULL << 40;
	run_begin();
	trip(1, 1);
	put(true);
	stub_tsc = 1000;
	load(0);
	trip(5, 1);
	put(true);
	stub_tsc += 300;
	load(0);
	SAME(count(EXIT_PROBE_PREEMPTED), 300);
	SAME(count(EXIT_PROBE_KERNEL), 6);
}

/* SMM, or an L0 that restores a snapshot, sets it while the guest runs. */
static void tsc_steps_back_in_the_guest(void)
{
	run_begin();
	stub_tsc = 1000;
	exit_probe_stamp_entry(vcpu);
	stub_tsc = 10;
	exit_probe_stamp_exit(vcpu);
	exit_probe_settle(vcpu, CPUID, NULL);
	SAME(count(EXIT_PROBE_GUEST), 0);
	trip(3, 4);
	SAME(count(EXIT_PROBE_GUEST), 4);
}

static void a_cpu_ahead_adds_its_lead_once(void)
{
	const u64 lead = 500000;
	int i;

	stub_tsc = 1000;
	run_begin();
	trip(1, 1);
	for (i = 0; i < 20; i++) {
		put(true);
		stub_tsc += lead + 25;
		load(0);
		trip(2, 1);
		put(true);
		stub_tsc -= lead - 25;
		load(0);
		trip(2, 1);
	}
	/* The last way back is still owed. */
	SAME(count(EXIT_PROBE_PREEMPTED) - (lead - 25), 20 * 50);
	SAME(count(EXIT_PROBE_KERNEL), 1 + 20 * 4);
}

static void slots(void)
{
	static const u32 far[] = { 0x400,      0x401,      0x402,      0x403,     0xf0000000,
				   0xfffffffc, 0xfffffffd, 0xfffffffe, 0xffffffff };
	bool taken[EXIT_PROBE_SLOTS] = { false };
	u32 i;

	stub_svm = true;
	for (i = 1; i < EXIT_PROBE_SLOT_FAR; i++)
		SAME(exit_probe_slot(i), i);
	for (i = 0; i < sizeof(far) / sizeof(far[0]); i++) {
		u32 slot = exit_probe_slot(far[i]);

		SAME(slot >= EXIT_PROBE_SLOT_FAR && slot < EXIT_PROBE_SLOT_ZERO, true);
		SAME(taken[slot], false);
		taken[slot] = true;
		SAME(exit_probe_reason_code(slot), far[i]);
		SAME(exit_probe_reason_name(slot) != NULL, true);
	}
	SAME(exit_probe_slot(0), EXIT_PROBE_SLOT_ZERO);
	SAME(exit_probe_reason_code(EXIT_PROBE_SLOT_ZERO), 0);
	SAME(strcmp(exit_probe_reason_name(EXIT_PROBE_SLOT_ZERO), "READ_CR0"), 0);
	SAME(exit_probe_slot(EXIT_PROBE_SLOT_FAR), EXIT_PROBE_SLOT_OTHER);
	SAME(exit_probe_slot(0x3ff), EXIT_PROBE_SLOT_OTHER);
	SAME(exit_probe_slot(0x404), EXIT_PROBE_SLOT_OTHER);
	stub_svm = false;
	SAME(strcmp(exit_probe_reason_name(EXIT_PROBE_SLOT_ZERO), "EXCEPTION_NMI"), 0);
	SAME(exit_probe_reason_name(35) == NULL, true);
	SAME(exit_probe_reason_name(exit_probe_slot(0x400)) == NULL, true);
}

static void passes_and_nested(void)
{
	run_begin();
	stub_tsc += 9;
	exit_probe_pass(vcpu);
	vcpu->guest_mode = true;
	trip(1, 1);
	vcpu->guest_mode = false;
	trip(1, 1);
	SAME(count(EXIT_PROBE_PASSES), 1);
	SAME(count(EXIT_PROBE_EXITS), 2);
	SAME(count(EXIT_PROBE_NESTED_EXITS), 1);
	SAME(count(EXIT_PROBE_KERNEL), 11);
}

const struct test_case hook_cases[] = {
	CASE(exits_and_guest),
	CASE(before_the_first_run),
	CASE(userspace),
	CASE(halted_wins_over_preempted),
	CASE(preempted_at_both_ends_of_a_run),
	CASE(preempted_where_a_halt_begins),
	CASE(preempted_where_a_halt_ends),
	CASE(tsc_steps_back),
	CASE(tsc_is_reset),
	CASE(tsc_steps_back_in_the_guest),
	CASE(a_cpu_ahead_adds_its_lead_once),
	CASE(passes_and_nested),
	CASE(slots),
	{ NULL, NULL },
};
