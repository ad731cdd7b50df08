// SPDX-License-Identifier: GPL-2.0-only
/* Another thread's reads: up to now, and never less than before. */
#include "play.h"

static void all_is_seen(void)
{
	SAME(seen_cycles(), stub_tsc - 1);
}

/* An interval that is open is seen as far as it has come. */
static void grows(enum kvm_exit_probe_counter c, u64 before)
{
	SAME(seen(c), before);
	all_is_seen();
	stub_tsc += 70;
	SAME(seen(c), before + 70);
	all_is_seen();
	stub_tsc += 30;
	SAME(seen(c), before + 100);
	all_is_seen();
}

static void open_guest(void)
{
	run_begin();
	trip(5, 5);
	stub_tsc += 10;
	exit_probe_stamp_entry(vcpu);
	/* The kernel bucket has the exit when the next one ends. */
	SAME(seen_cycles(), stub_tsc - 1 - 10);
	stub_tsc += 70;
	SAME(seen(EXIT_PROBE_GUEST), 75);
	SAME(seen(EXIT_PROBE_KERNEL), 5);
	exit_probe_stamp_exit(vcpu);
	stub_tsc += 20;
	SAME(seen(EXIT_PROBE_GUEST), 75);
	exit_probe_settle(vcpu, CPUID, NULL);
	stub_tsc += 20;
	SAME(seen(EXIT_PROBE_GUEST), 75);
	SAME(count(EXIT_PROBE_GUEST), 75);
	put(true);
	stub_tsc += 20;
	load(0);
	SAME(seen(EXIT_PROBE_GUEST), 75);
}

static void open_intervals(void)
{
	run_begin();
	trip(5, 5);
	exit_probe_halt_begin(vcpu);
	grows(EXIT_PROBE_HALTED, 0);
	exit_probe_halt_end(vcpu);
	all_is_seen();
	put(false);
	grows(EXIT_PROBE_BLOCKED, 0);
	load(0);
	all_is_seen();
	put(true);
	grows(EXIT_PROBE_PREEMPTED, 0);
	load(0);
	put(true);
	grows(EXIT_PROBE_PREEMPTED, 100);
	load(0);
	run_end(0);
	grows(EXIT_PROBE_USERSPACE, 0);
	run_begin();
	trip(5, 5);
	all_is_seen();
}

/* What is owed of a lead is not seen either. */
static void an_open_interval_pays_what_is_owed(void)
{
	run_begin();
	trip(5, 5);
	stub_tsc += 1000;
	put(true);
	stub_tsc += 5000;
	load(0);
	put(true);
	stub_tsc -= 4000;
	load(0);
	trip(5, 5);
	run_end(0);
	stub_tsc += 3900;
	SAME(seen(EXIT_PROBE_USERSPACE), 0);
	stub_tsc += 200;
	SAME(seen(EXIT_PROBE_USERSPACE), 100);
	all_is_seen();
}

/* The end of a sleep was a wait, but not where a reader has seen a sleep. */
static void a_sleep_that_was_seen_remains_one(void)
{
	run_begin();
	trip(1, 1);
	put(false);
	stub_tsc += 700;
	SAME(seen(EXIT_PROBE_BLOCKED), 700);
	stub_tsc += 40;
	load(100);
	SAME(count(EXIT_PROBE_BLOCKED), 700);
	SAME(exit_probe_of(vcpu)->reason_blocked[CPUID], 700);
	SAME(count(EXIT_PROBE_PREEMPTED), 40);
	exit_probe_halt_begin(vcpu);
	stub_tsc += 500;
	SAME(seen(EXIT_PROBE_HALTED), 500);
	stub_tsc += 1000;
	load(100);
	exit_probe_halt_end(vcpu);
	SAME(count(EXIT_PROBE_HALTED), 1300);
	SAME(count(EXIT_PROBE_PREEMPTED), 240);
	/* A sleep that nobody has seen. */
	put(false);
	stub_tsc += 300;
	load(100);
	SAME(count(EXIT_PROBE_PREEMPTED), 440);
	all_is_seen();
}

/* The reader's CPU is ahead: what it has seen remains, and is paid for later. */
static void a_reader_that_is_ahead(void)
{
	u64 before;
	int i;

	run_begin();
	for (i = 0; i < AWAY; i++) {
		before = count(away[i].bucket);
		away[i].begin();
		stub_tsc += 700;
		SAME(seen(away[i].bucket), before + 700);
		stub_tsc -= 300;
		/* Another reader's CPU is not. */
		SAME(seen(away[i].bucket), before + 700);
		stub_tsc += 10;
		away[i].end();
		SAME(count(away[i].bucket), before + 700);
		SAME(seen(away[i].bucket), before + 700);
		trip(2, 1);
		SAME(count(EXIT_PROBE_KERNEL), 2 + 2 * i);
		before = count(EXIT_PROBE_PREEMPTED);
		put(true);
		stub_tsc += 290 + 1;
		load(0);
		SAME(count(EXIT_PROBE_PREEMPTED), before + 1);
		SAME(cycles(), stub_tsc - 1);
	}
}

/* Suspend resets the TSC while a reader has seen more: nothing old is added later. */
static void a_reset_forgets_what_was_seen(void)
{
	stub_tsc = 1ULL << 40;
	run_begin();
	trip(1, 1);
	exit_probe_halt_begin(vcpu);
	stub_tsc += 700;
	SAME(seen(EXIT_PROBE_HALTED), 700);
	stub_tsc = 1000;
	SAME(seen(EXIT_PROBE_HALTED), 700);
	exit_probe_halt_end(vcpu);
	SAME(count(EXIT_PROBE_HALTED), 700);
	halt(50, 10);
	SAME(count(EXIT_PROBE_HALTED), 700 + 30);
	exit_probe_halt_begin(vcpu);
	stub_tsc += 60;
	SAME(seen(EXIT_PROBE_HALTED), 730 + 60);
	exit_probe_halt_end(vcpu);
	SAME(count(EXIT_PROBE_HALTED), 730 + 60);
}

/* The stamp of the exit before the reset is not one of this entry. */
static void a_reset_is_not_a_long_stay_in_the_guest(void)
{
	stub_tsc = 1ULL << 40;
	run_begin();
	trip(1, 10);
	put(true);
	stub_tsc = 1000;
	load(0);
	SAME(seen(EXIT_PROBE_GUEST), 10);
	stub_tsc += 5;
	exit_probe_stamp_entry(vcpu);
	stub_tsc += 50;
	SAME(seen(EXIT_PROBE_GUEST), 60);
	exit_probe_stamp_exit(vcpu);
	exit_probe_settle(vcpu, CPUID, NULL);
	SAME(seen(EXIT_PROBE_GUEST), 60);
	set_mode("off");
	stub_tsc = 500;
	set_mode("time");
	exit_probe_check_mode(vcpu);
	SAME(seen(EXIT_PROBE_GUEST), 60);
	stub_tsc += 5;
	exit_probe_stamp_entry(vcpu);
	stub_tsc += 50;
	SAME(seen(EXIT_PROBE_GUEST), 110);
}

const struct test_case read_cases[] = {
	CASE(open_guest),
	CASE(open_intervals),
	CASE(an_open_interval_pays_what_is_owed),
	CASE(a_sleep_that_was_seen_remains_one),
	CASE(a_reader_that_is_ahead),
	CASE(a_reset_forgets_what_was_seen),
	CASE(a_reset_is_not_a_long_stay_in_the_guest),
	{ NULL, NULL },
};
