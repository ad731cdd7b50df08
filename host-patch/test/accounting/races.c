// SPDX-License-Identifier: GPL-2.0-only
/* A read and the hooks at the same time, in each order of their steps. */
#include "play.h"

#include "exit_probe_latch.h"
#include "exit_probe_read.h"

static u64 last[EXIT_PROBE_COUNTERS];

/* No number falls, and no cycle is in two buckets, but for what is owed. */
static void check(const u64 *counter)
{
	u64 sum = 0;
	int c;

	for (c = 0; c < EXIT_PROBE_COUNTERS; c++) {
		SAME(counter[c] >= last[c], true);
		last[c] = counter[c];
		sum += c < EXIT_PROBE_EXITS ? counter[c] : 0;
	}
	SAME(sum < stub_tsc + 20, true);
}

static void read_again(void)
{
	u64 counter[EXIT_PROBE_COUNTERS];

	exit_probe_read(vcpu, stub_tsc, counter);
	check(counter);
}

static void (*act)(void);
static int act_after; /* steps of the reader */

static void act_once(void)
{
	void (*now)(void) = act;

	if (act_after--)
		return;
	stub_step = NULL;
	act = NULL;
	stub_tsc += 500;
	now();
	stub_tsc += 500;
}

/* The vCPU acts after that many steps of a read, or then. */
static void read_while(void (*action)(void), int steps)
{
	act = action;
	act_after = steps;
	stub_step = act_once;
	read_again();
	stub_step = NULL;
	if (act)
		act();
	read_again();
	stub_tsc += 1000;
	read_again();
}

static void enter(void)
{
	exit_probe_stamp_entry(vcpu);
}

static void leave(void)
{
	exit_probe_stamp_exit(vcpu);
	exit_probe_settle(vcpu, CPUID, NULL);
}

#define READ_STEPS 40 /* more than a read has */

static void the_vcpu_acts_while_it_is_read(void)
{
	int i, steps;

	run_begin();
	trip(1, 1);
	for (steps = 0; steps < READ_STEPS; steps++) {
		for (i = 0; i < AWAY; i++) {
			read_while(away[i].begin, steps);
			read_while(away[i].end, steps);
			read_while(enter, steps);
			read_while(leave, steps);
		}
	}
	SAME(count(EXIT_PROBE_EXITS), 1 + 4 * READ_STEPS);
}

/* A vCPU stores the TSC later than it reads it: only the latch sees no less of the guest. */
static void latch_again(void)
{
	check(latch_by_other()->sums.counter);
}

/* A reader that would have to wait does nothing. */
static void read_at_each_step(void)
{
	if (exit_probe_of(vcpu)->seq & 1)
		return;
	stub_step = NULL;
	stub_tsc++;
	latch_again();
	stub_step = read_at_each_step;
}

static void act_while_read(void (*action)(void))
{
	stub_step = read_at_each_step;
	action();
	stub_step = NULL;
	stub_tsc += 1000;
	latch_again();
}

static void a_reader_reads_while_the_vcpu_acts(void)
{
	int i;

	exit_probe_check_mode(other);
	run_begin();
	trip(1, 1);
	for (i = 0; i < AWAY; i++) {
		act_while_read(away[i].begin);
		act_while_read(away[i].end);
		act_while_read(enter);
		act_while_read(leave);
	}
}

static void take_mode(void)
{
	exit_probe_check_mode(vcpu);
}

/* The bucket of an earlier mode is not open. */
static void a_vcpu_takes_a_mode_while_it_is_read(void)
{
	int steps;

	for (steps = 0; steps < READ_STEPS; steps++) {
		run_begin();
		trip(1, 1);
		run_end(0);
		set_mode("off");
		memset(last, 0, sizeof(last));
		stub_tsc += HOUR;
		set_mode("time");
		read_while(take_mode, steps);
		SAME(seen_cycles() < HOUR, true);
	}
}

const struct test_case race_cases[] = {
	CASE(the_vcpu_acts_while_it_is_read),
	CASE(a_reader_reads_while_the_vcpu_acts),
	CASE(a_vcpu_takes_a_mode_while_it_is_read),
	{ NULL, NULL },
};
