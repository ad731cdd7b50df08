// SPDX-License-Identifier: GPL-2.0-only
/* Where numbers could wrap or run backwards: past 2^32, and when the TSC steps. */
#include "play.h"

#include "exit_probe_abi.h"
#include "exit_probe_handlers.h"
#include "exit_probe_latch.h"

#define EDGE (1ULL << 32)

static struct regs answer(u32 leaf, u32 item)
{
	struct regs r;

	SAME(ask(vcpu, leaf, item, &r), true);
	return r;
}

static void pair_is(u32 leaf, u32 item, u64 first, u64 second)
{
	struct regs r = answer(leaf, item);

	SAME((u64)r.ebx << 32 | r.eax, first);
	SAME((u64)r.edx << 32 | r.ecx, second);
}

static int handler(struct kvm_vcpu *v)
{
	return v != NULL;
}

/* Preset two vCPUs so that each sum is @below under the edge. */
static void start_below(u64 below)
{
	int (*const handlers[])(struct kvm_vcpu *) = { [CPUID] = handler };
	struct kvm_exit_probe *mine = exit_probe_of(vcpu);
	struct kvm_exit_probe *others = exit_probe_of(other);
	int c;

	exit_probe_note_handlers(&vm, handlers, ARRAY_SIZE(handlers));
	for (c = 0; c < EXIT_PROBE_COUNTERS; c++) {
		mine->counter[c] = EDGE - below - 7;
		others->counter[c] = 7;
	}
	mine->reason_exits[CPUID] = mine->reason_cycles[CPUID] = EDGE - below - 7;
	others->reason_exits[CPUID] = others->reason_cycles[CPUID] = 7;
	take_row(vcpu, CPUID)->bucket[5] = EDGE - below;
	take_row(other, CPUID);
	mine->slot = CPUID;
	run_begin();
}

/* All leaves after that many exits of 20 cycles each, of which the last is not over. */
static void all_say(u64 exits, u64 cycles)
{
	struct regs r = answer(EXIT_PROBE_LEAF_TOTAL, 0);

	SAME(r.eax, (u32)exits);
	SAME((u64)r.ebx << 32 | r.ecx, cycles);
	SAME(r.edx, 0);
	SAME(answer(EXIT_PROBE_LEAF_REASON_EXITS, CPUID).eax, (u32)exits);
	r = answer(EXIT_PROBE_LEAF_REASON_CYCLES, CPUID);
	SAME((u64)r.ebx << 32 | r.ecx, cycles);
	pair_is(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_EXITS, exits, cycles);
	r = answer(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_LATCH);
	SAME(r.eax, 1);
	r = answer(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_ROW + 1);
	SAME(r.eax, CPUID);
	SAME(r.ebx, (u32)exits);
	SAME((u64)r.edx << 32 | r.ecx, cycles);
	pair_is(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_COUNTS + 1, exits, cycles);
	pair_is(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_LATCHED, exits, cycles);
	pair_is(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_HISTOGRAM + 2 * EXIT_PROBE_TABLE_PAIR + 1,
		0, exits);
}

static void counters_pass_2_to_the_32(void)
{
	u64 i;

	start_below(3);
	for (i = 1; i <= 6; i++) {
		trip(20, 1);
		all_say(EDGE - 3 + i, EDGE - 3 + 20 * i);
	}
}

static void the_other_totals_pass_it(void)
{
	start_below(1);
	trip(1, 30);
	put(true);
	stub_tsc += 40;
	load(0);
	put(false);
	stub_tsc += 45;
	load(0);
	halt(50, 0);
	exit_probe_pass(vcpu);
	run_end(0);
	stub_tsc += 60;
	run_begin();
	answer(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_EXITS);
	pair_is(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_WAITING, EDGE - 1 + 60, EDGE - 1 + 50);
	pair_is(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_AWAY, EDGE - 1 + 40, EDGE - 1 + 45);
	pair_is(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_GUEST, EDGE - 1 + 30, EDGE);
	pair_is(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_APART, EDGE, EDGE - 1);
}

#define STEP (1ULL << 36)

/*
 * The possible steps of the clock while the thread can be moved or the machine be
 * suspended: none, to a CPU that is ahead or behind, back to 0.
 */
static void step(void)
{
	switch (below(4)) {
	case 0:
		stub_tsc += below(STEP);
		break;
	case 1:
		stub_tsc -= below(stub_tsc);
		break;
	case 2:
		stub_tsc = 1;
		break;
	}
	stub_tsc += below(5000);
}

static void go_away(void)
{
	switch (below(4)) {
	case 0:
	case 1:
		put(below(2));
		step();
		load(below(3) * below(STEP));
		break;
	case 2:
		exit_probe_halt_begin(vcpu);
		put(below(2));
		step();
		load(below(3) * below(STEP));
		exit_probe_halt_end(vcpu);
		break;
	default:
		run_end(below(100));
		step();
		run_begin();
	}
}

/* Each number has grown by at least 0 and at most one step. */
static void grew(const u64 *now, u64 *then, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		SAME(now[i] >= then[i] && now[i] - then[i] < 2 * STEP, true);
		then[i] = now[i];
	}
}

/* Of one generation, no number that the other vCPU reads falls. */
static void read_by_other(void)
{
	static u64 generation, then[EXIT_PROBE_COUNTERS];
	const struct kvm_exit_probe_latch *latch;

	if (exit_probe_of(vcpu)->seq & 1)
		return;
	stub_step = NULL;
	exit_probe_check_mode(other);
	latch = latch_by_other();
	if (latch->generation != generation)
		memcpy(then, latch->sums.counter, sizeof(then));
	generation = latch->generation;
	SAME(generation == 0, false);
	grew(latch->sums.counter, then, EXIT_PROBE_COUNTERS);
}

/* Now and then, in the middle of what the vCPU does. */
static void read_sometimes(void)
{
	if (!below(10))
		read_by_other();
	stub_step = read_sometimes;
}

static void change_mode(void)
{
	static const char *const modes[] = { "off", "count", "time", "time" };

	stub_step = NULL;
	set_mode(modes[below(ARRAY_SIZE(modes))]);
	if (below(2))
		exit_probe_check_mode(vcpu);
	stub_step = read_sometimes;
}

static void play_randomly(void)
{
	if (!below(50))
		change_mode();
	else if (below(3))
		trip_for(below(2) ? CPUID : MSR_READ, below(3000), below(3000));
	else
		go_away();
}

static void nothing_runs_backwards_whatever_the_tsc_does(void)
{
	const struct kvm_exit_probe *probe = exit_probe_of(vcpu);
	static struct kvm_exit_probe then;
	int i;

	run_begin();
	stub_step = read_sometimes;
	for (i = 0; i < 100000; i++) {
		play_randomly();
		read_by_other();
		stub_step = read_sometimes;
		grew(probe->counter, then.counter, EXIT_PROBE_COUNTERS);
		grew(probe->reason_cycles, then.reason_cycles, EXIT_PROBE_SLOTS);
		grew(probe->reason_exits, then.reason_exits, EXIT_PROBE_SLOTS);
		grew(probe->reason_blocked, then.reason_blocked, EXIT_PROBE_SLOTS);
	}
	stub_step = NULL;
	SAME(probe->counter[EXIT_PROBE_EXITS] > 30000, true);
	SAME(probe->counter[EXIT_PROBE_PREEMPTED] > STEP, true);
	SAME(probe->counter[EXIT_PROBE_BLOCKED] > STEP, true);
	SAME(probe->counter[EXIT_PROBE_HALTED] > STEP, true);
}

const struct test_case edge_cases[] = {
	CASE(counters_pass_2_to_the_32),
	CASE(the_other_totals_pass_it),
	CASE(nothing_runs_backwards_whatever_the_tsc_does),
	{ NULL, NULL },
};
