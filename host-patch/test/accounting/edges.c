// SPDX-License-Identifier: GPL-2.0-only
/* Where numbers could wrap or run backwards: past 2^32, and when the TSC steps. */
#include "play.h"

#include "exit_probe_abi.h"
#include "exit_probe_handlers.h"
#include "exit_probe_leaves.h"

#define EDGE (1ULL << 32)

struct regs {
	u32 eax, ebx, ecx, edx;
};

static struct regs ask(u32 leaf, u32 item)
{
	struct regs r;

	SAME(exit_probe_cpuid(vcpu, leaf, item, &r.eax, &r.ebx, &r.ecx, &r.edx), true);
	return r;
}

static void pair_is(u32 leaf, u32 item, u64 first, u64 second)
{
	struct regs r = ask(leaf, item);

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
	struct kvm_exit_probe *other = exit_probe_of(&vm.vcpu[1]);
	int c;

	exit_probe_note_handlers(&vm, handlers, ARRAY_SIZE(handlers));
	for (c = 0; c < EXIT_PROBE_COUNTERS; c++) {
		mine->counter[c] = EDGE - below - 7;
		other->counter[c] = 7;
	}
	mine->reason_exits[CPUID] = mine->reason_cycles[CPUID] = EDGE - below - 7;
	other->reason_exits[CPUID] = other->reason_cycles[CPUID] = 7;
	take_row(vcpu, CPUID)->bucket[5] = EDGE - below;
	take_row(&vm.vcpu[1], CPUID);
	mine->slot = CPUID;
	run_begin();
}

/* All leaves after that many exits of 20 cycles each, of which the last is not over. */
static void all_say(u64 exits, u64 cycles)
{
	struct regs r = ask(EXIT_PROBE_LEAF_TOTAL, 0);

	SAME(r.eax, (u32)exits);
	SAME((u64)r.ebx << 32 | r.ecx, cycles);
	SAME(r.edx, 0);
	SAME(ask(EXIT_PROBE_LEAF_REASON_EXITS, CPUID).eax, (u32)exits);
	r = ask(EXIT_PROBE_LEAF_REASON_CYCLES, CPUID);
	SAME((u64)r.ebx << 32 | r.ecx, cycles);
	pair_is(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_EXITS, exits, cycles);
	r = ask(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_LATCH);
	SAME(r.eax, 1);
	r = ask(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_ROW + 1);
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
	exit_probe_put(vcpu);
	stub_tsc += 40;
	exit_probe_load(vcpu);
	exit_probe_halt_begin(vcpu);
	stub_tsc += 50;
	exit_probe_halt_end(vcpu);
	exit_probe_pass(vcpu);
	run_end(0);
	stub_tsc += 60;
	run_begin();
	ask(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_EXITS);
	pair_is(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_WAITING, EDGE - 1 + 60, EDGE - 1 + 50);
	pair_is(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_RUNNING, EDGE - 1 + 40, EDGE - 1 + 30);
	pair_is(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_APART, EDGE, EDGE - 1);
	pair_is(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_PASSES, EDGE, 0);
}

static u64 seed = 1;

static u64 below(u64 n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed % n;
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

static void away(void)
{
	switch (below(3)) {
	case 0:
		exit_probe_put(vcpu);
		step();
		exit_probe_load(vcpu);
		break;
	case 1:
		exit_probe_halt_begin(vcpu);
		exit_probe_put(vcpu);
		step();
		exit_probe_load(vcpu);
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

static void nothing_runs_backwards_whatever_the_tsc_does(void)
{
	const struct kvm_exit_probe *probe = exit_probe_of(vcpu);
	static struct kvm_exit_probe then;
	struct regs total;
	u64 cycles = 0, got;
	int i;

	run_begin();
	for (i = 0; i < 100000; i++) {
		if (below(3))
			trip_for(below(2) ? CPUID : MSR_READ, below(3000), below(3000));
		else
			away();
		grew(probe->counter, then.counter, EXIT_PROBE_COUNTERS);
		grew(probe->reason_cycles, then.reason_cycles, EXIT_PROBE_SLOTS);
		grew(probe->reason_exits, then.reason_exits, EXIT_PROBE_SLOTS);
		total = ask(EXIT_PROBE_LEAF_TOTAL, 0);
		got = (u64)total.ebx << 32 | total.ecx;
		SAME(got >= cycles, true);
		cycles = got;
	}
	SAME(probe->counter[EXIT_PROBE_EXITS] > 60000, true);
	SAME(probe->counter[EXIT_PROBE_SCHEDULED_OUT] > STEP, true);
}

const struct test_case edge_cases[] = {
	CASE(counters_pass_2_to_the_32),
	CASE(the_other_totals_pass_it),
	CASE(nothing_runs_backwards_whatever_the_tsc_does),
	{ NULL, NULL },
};
