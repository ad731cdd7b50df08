// SPDX-License-Identifier: GPL-2.0-only
/* The number that reads which can be subtracted have in common. */
#include "play.h"

#include "exit_probe_abi.h"
#include "exit_probe_latch.h"

static u64 generation(void)
{
	return vcpu->exit_probe_latch->generation;
}

static u64 latch_generation(void)
{
	return exit_probe_latch_totals(vcpu)->generation;
}

static void a_generation_is_latched(void)
{
	u64 first;

	/* The vCPU has not taken the mode: this read is not counted. */
	SAME(latch_generation(), 0);
	exit_probe_check_mode(vcpu);
	first = latch_generation();
	SAME(first, vm.arch.exit_probe_generation);
	SAME(first >> 32 && (u32)first, true);
	answers(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_GENERATION, first, first >> 32, 0, 0);
	exit_probe_renew(&vm);
	SAME(generation(), first);
	answers(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_GENERATION, 0, 0, 0, 0);
	SAME(latch_generation() == first, false);
	SAME(generation(), vm.arch.exit_probe_generation);
}

/* Userspace sets it before the first run, and to restore a snapshot. */
static void a_tsc_that_is_set_begins_a_generation(void)
{
	u64 first;

	exit_probe_check_mode(vcpu);
	first = latch_generation();
	exit_probe_tsc_set(vcpu);
	SAME(latch_generation(), first);
	run_begin();
	exit_probe_tsc_set(vcpu);
	SAME(latch_generation(), first);
	trip(5, 5);
	exit_probe_tsc_set(other);
	SAME(latch_generation(), first);
	exit_probe_tsc_set(vcpu);
	SAME(latch_generation() == first, false);
	SAME(generation() == 0, false);
}

/* Another CPU's sixth step: the latch has begun and not ended. */
static void renew_in_between(void)
{
	static int steps;

	if (++steps == 6)
		exit_probe_renew(&vm);
}

static void a_latch_of_two_generations_is_not_valid(void)
{
	exit_probe_check_mode(vcpu);
	stub_step = renew_in_between;
	SAME(latch_generation(), 0);
	stub_step = NULL;
	SAME(latch_generation(), vm.arch.exit_probe_generation);
}

static void a_mode_begins_a_generation(void)
{
	static const char *const modes[] = { "count", "time", "off", "time", "off", "count" };
	u64 last;
	int i;

	exit_probe_check_mode(vcpu);
	last = latch_generation();
	for (i = 0; i < ARRAY_SIZE(modes); i++) {
		set_mode(modes[i]);
		exit_probe_check_mode(vcpu);
		SAME(latch_generation() == last, false);
		last = latch_generation();
		SAME(last == 0, false);
		set_mode(modes[i]);
		SAME(latch_generation(), last);
	}
}

/* A stay in the guest that was seen but not counted is not of the next generation. */
static void a_generation_has_no_guest_time_of_the_last(void)
{
	exit_probe_check_mode(other);
	run_begin();
	trip(1, 10);
	stub_tsc += 5;
	exit_probe_stamp_entry(vcpu);
	stub_tsc += 1000;
	SAME(latch_by_other()->sums.counter[EXIT_PROBE_GUEST], 1010);
	set_mode("off");
	set_mode("time");
	exit_probe_check_mode(other);
	SAME(latch_by_other()->sums.counter[EXIT_PROBE_GUEST], 10);
}

static int requests;

static void latch_while_requesting(void)
{
	requests++;
	SAME(latch_generation(), 0);
}

static void a_changing_mode_has_no_generation(void)
{
	while_requesting = latch_while_requesting;
	set_mode("count");
	set_mode("time");
	SAME(requests, 2);
	while_requesting = NULL;
	exit_probe_check_mode(vcpu);
	SAME(latch_generation() == 0, false);
}

/* It counts nothing rather than a part, and says so. */
static void no_memory_for_rows(void)
{
	stub_no_memory = true;
	run_begin();
	stub_no_memory = false;
	trip(5, 5);
	SAME(exit_probe_of(vcpu)->mode, EXIT_PROBE_OFF);
	SAME(count(EXIT_PROBE_EXITS), 0);
	SAME(latch_generation(), 0);
	exit_probe_of(vcpu)->counter[EXIT_PROBE_EXITS] = 1;
	exit_probe_tsc_set(vcpu);
	SAME(latch_generation(), 0);
	/* The next mode needs no rows, or gets them. */
	stub_no_memory = true;
	set_mode("count");
	exit_probe_check_mode(vcpu);
	SAME(exit_probe_of(vcpu)->mode, EXIT_PROBE_COUNT);
	SAME(latch_generation() == 0, false);
	stub_no_memory = false;
	set_mode("time");
	exit_probe_check_mode(vcpu);
	SAME(exit_probe_of(vcpu)->mode, EXIT_PROBE_TIME);
	SAME(latch_generation() == 0, false);
}

const struct test_case generation_cases[] = {
	CASE(a_generation_is_latched),
	CASE(a_tsc_that_is_set_begins_a_generation),
	CASE(a_latch_of_two_generations_is_not_valid),
	CASE(a_mode_begins_a_generation),
	CASE(a_generation_has_no_guest_time_of_the_last),
	CASE(a_changing_mode_has_no_generation),
	CASE(no_memory_for_rows),
	{ NULL, NULL },
};
