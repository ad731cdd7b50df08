// SPDX-License-Identifier: GPL-2.0-only
/* The TSC of the last exit, which KVM takes as the time when the guest last ran. */
#include "play.h"

static void the_stamp_is_of_the_exit(void)
{
	u64 left, reads;

	run_begin();
	trip(5, 5);
	left = stub_tsc;
	stub_tsc += 100;
	reads = stub_tsc_reads;
	SAME(exit_probe_exit_tsc(vcpu), left);
	SAME(stub_tsc_reads, reads);
	trip(5, 5);
	SAME(exit_probe_exit_tsc(vcpu), left + 110);
}

/* KVM emulated for the guest: the stamp of the exit before is too old. */
static void a_pass_is_stamped(void)
{
	u64 passed;

	run_begin();
	trip(5, 5);
	stub_tsc += 50;
	exit_probe_pass(vcpu);
	passed = stub_tsc;
	stub_tsc += 3;
	SAME(exit_probe_exit_tsc(vcpu), passed);
	/* It is not an exit: its time is in the kernel bucket. */
	trip(7, 5);
	SAME(count(EXIT_PROBE_KERNEL), 5 + 50 + 3 + 7);
}

static void is_now(void)
{
	stub_tsc += 1000;
	SAME(exit_probe_exit_tsc(vcpu), stub_tsc);
}

static void without_a_stamp_it_is_now(void)
{
	static const char *const modes[] = { "off", "count" };
	int i;

	run_begin();
	trip(5, 5);
	for (i = 0; i < ARRAY_SIZE(modes); i++) {
		set_mode(modes[i]);
		is_now();
		exit_probe_check_mode(vcpu);
		trip(5, 5);
		is_now();
		exit_probe_pass(vcpu);
		is_now();
		/* The key is on again, the vCPU has not taken the mode. */
		set_mode("time");
		is_now();
		exit_probe_pass(vcpu);
		is_now();
		exit_probe_check_mode(vcpu);
		trip(5, 5);
	}
}

/* Time passes, in which the mode may change. */
static void pass_time(void)
{
	static const char *const modes[] = { "off", "count", "time" };

	stub_tsc += below(100);
	if (!below(20))
		set_mode(modes[below(ARRAY_SIZE(modes))]);
}

/* The TSC of an entry into the guest, or of a pass, at its end */
static u64 run_guest(bool is_pass)
{
	u64 guest;

	if (is_pass) {
		exit_probe_pass(vcpu);
		guest = stub_tsc;
		pass_time();
		return guest;
	}
	exit_probe_stamp_entry(vcpu);
	pass_time();
	guest = stub_tsc;
	exit_probe_stamp_exit(vcpu);
	pass_time();
	exit_probe_settle(vcpu, CPUID, NULL);
	pass_time();
	return guest;
}

/* KVM's loop: it handles requests, then does not enter the guest if there are new ones. */
static void never_before_what_the_guest_saw(void)
{
	int i, stamps = 0;
	u64 guest, got;

	run_begin();
	for (i = 0; i < 200000; i++) {
		pass_time();
		exit_probe_check_mode(vcpu);
		pass_time();
		guest = run_guest(!below(4));
		got = exit_probe_exit_tsc(vcpu);
		SAME(got >= guest && got <= stub_tsc, true);
		stamps += got < stub_tsc;
	}
	SAME(stamps > 20000, true);
}

const struct test_case stamp_cases[] = {
	CASE(the_stamp_is_of_the_exit),
	CASE(a_pass_is_stamped),
	CASE(without_a_stamp_it_is_now),
	CASE(never_before_what_the_guest_saw),
	{ NULL, NULL },
};
