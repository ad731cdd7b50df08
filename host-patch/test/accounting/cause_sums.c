// SPDX-License-Identifier: GPL-2.0-only
/* Tables that are full, and sums over vCPUs, against a full trace. */
#include "trace.h"

#include "exit_probe_cause_sum.h"
#include "exit_probe_latch.h"

static void begin(int vcpus)
{
	vm.online_vcpus = vcpus;
	causes_on("1");
}

/* No phase of a vCPU has more places than it may. */
static void places_are_bounded(const struct kvm_vcpu *of)
{
	u32 used[EXIT_PROBE_PHASE_LAST + 1] = {};
	const struct kvm_exit_probe_causes *causes = of->exit_probe_causes;
	u32 set, way;

	for (set = 0; set < EXIT_PROBE_CAUSE_SETS; set++)
		for (way = 0; way < EXIT_PROBE_CAUSE_WAYS; way++)
			if (causes->set[set][way].exits)
				used[causes->set[set][way].key.phase]++;
	for (set = 0; set <= EXIT_PROBE_PHASE_LAST; set++)
		SAME(used[set] <= EXIT_PROBE_PHASE_CAUSES, true);
}

/* Ports that all belong to one set, in the phase that runs */
static u64 port_of_set(u32 set, u32 n)
{
	struct exit_probe_cause_key key = {
		.phase = vm.arch.exit_probe_phase,
		.slot = PORT_IO,
		.kind = EXIT_PROBE_CAUSE_PORT,
	};

	for (;; key.detail++)
		if (exit_probe_cause_hash(&key) == set && !n--)
			return key.detail;
}

/* The more frequent the lower the number */
static u64 skewed(u64 most)
{
	return below(1 + below(1 + below(most)));
}

static u64 a_few_hot(u32 i)
{
	return i % 4 ? below(8) : below(4000);
}

static u64 all_different(u32 i)
{
	return i;
}

static u64 in_turn(u32 i)
{
	return i % 3000;
}

static u64 frequent_ones(u32 i)
{
	return skewed(5000);
}

static u64 random_ones(u32 i)
{
	return below(2500);
}

static u64 collide[64];

static u64 in_one_set(u32 i)
{
	return collide[i % 3 ? below(9) : skewed(ARRAY_SIZE(collide))];
}

/* Each new one evicts the one before, then that comes again. */
static u64 in_one_set_in_turn(u32 i)
{
	return collide[i % 9];
}

static u64 (*const streams[])(u32 i) = { a_few_hot,         all_different, in_turn,
					 frequent_ones,     random_ones,   in_one_set,
					 in_one_set_in_turn };

static void find_collisions(void)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(collide); i++)
		collide[i] = port_of_set(77, i);
}

static void play(struct kvm_vcpu *of, u64 detail)
{
	static const u32 reasons[] = { PORT_IO, MSR_READ, HOST_IRQ };
	u32 reason = below(8) ? PORT_IO : reasons[below(3)];

	cause_exit(of, reason,
		   reason == HOST_IRQ ? EXIT_PROBE_CAUSE_HOST_VECTOR : EXIT_PROBE_CAUSE_PORT,
		   detail, 1 + below(30));
	if (!below(20))
		block(of, below(500));
}

static void stream(int which, int vcpus, u32 exits, u32 exits_of_phase)
{
	struct quality q = {};
	u32 i;

	begin(vcpus);
	find_collisions();
	for (i = 1; i <= exits; i++) {
		play(&vm.vcpu[below(vcpus)], streams[which](i));
		if (!(i % exits_of_phase))
			vm.arch.exit_probe_phase +=
				vm.arch.exit_probe_phase < EXIT_PROBE_PHASE_LAST;
		if (!(i % 4001))
			q = trace_holds(vcpu);
	}
	q = trace_holds(vcpu);
	/* It was more than a table holds. */
	SAME(q.wrong > 0 && q.other > 0 && q.unknown > 0, true);
	for (i = 0; i < vcpus; i++)
		places_are_bounded(&vm.vcpu[i]);
}

#define STREAM(name, which, vcpus, exits, exits_of_phase)                                          \
	static void name(void)                                                                     \
	{                                                                                          \
		stream(which, vcpus, exits, exits_of_phase);                                       \
	}
STREAM(few_hot_causes, 0, 1, 40000, ~0u)
STREAM(causes_that_all_differ, 1, 1, 20000, ~0u)
STREAM(causes_in_turn, 2, 1, 20000, ~0u)
STREAM(frequent_causes, 3, 1, 40000, ~0u)
STREAM(random_causes, 4, 1, 40000, ~0u)
STREAM(causes_of_one_set, 5, 1, 20000, ~0u)
STREAM(causes_of_one_set_in_turn, 6, 1, 20000, ~0u)
STREAM(many_phases, 4, 1, 40000, 300)
STREAM(all_phases, 4, 1, 40000, 100)
STREAM(causes_of_two_vcpus, 3, 2, 30000, ~0u)
STREAM(phases_of_two_vcpus, 0, 2, 40000, 3000)
STREAM(one_set_of_three_vcpus, 5, 3, 20000, 5000)
STREAM(causes_of_many_vcpus, 0, STUB_VCPUS, 60000, 20000)
STREAM(random_causes_of_many_vcpus, 4, 65, 60000, 30000)

/* Only the reader's own are compared. */
static void scope_vcpu_has_its_own_causes(void)
{
	struct quality q;
	int i;

	SAME(stub_set_exit_probe_scope("vcpu"), 0);
	begin(2);
	for (i = 0; i < 3000; i++)
		play(vcpu, below(3000));
	trace_holds(vcpu);
	trace_from_here();
	vcpu->stat.exit_probe.reason_exits[PORT_IO] += 5;
	for (i = 0; i < 3000; i++)
		play(other, 5000 + below(10));
	q = trace_holds(other);
	SAME(q.wrong + q.unknown + q.other, 0);
	SAME(listed(0, PORT_IO, EXIT_PROBE_CAUSE_PORT, 5001).exits, 0);
}

/* What fits is exact, on however many vCPUs. */
static void few_causes_are_exact(void)
{
	struct quality q;
	int i;

	begin(STUB_VCPUS);
	for (i = 0; i < 5000; i++)
		play(&vm.vcpu[below(STUB_VCPUS)], below(40));
	q = trace_holds(vcpu);
	SAME(q.wrong + q.unknown + q.other, 0);
	SAME(q.causes > 40, true);
}

/* Of these a guest sees no number, but each exit. */
static void vectors_of_the_host_are_one_cause(void)
{
	struct exit_probe_cause cause;
	int i;

	begin(2);
	for (i = 0; i < 256; i++) {
		cause_exit(&vm.vcpu[i % 2], HOST_IRQ, EXIT_PROBE_CAUSE_HOST_VECTOR, i, 7);
		block(&vm.vcpu[i % 2], 1);
	}
	SAME(trace_holds(other).causes, 1);
	cause = listed(0, HOST_IRQ, EXIT_PROBE_CAUSE_NONE, 0);
	SAME(cause.exits, 256);
	SAME(cause.blocked, 256);
	SAME(cause.error, 0);
	/* Their places go to ports of the guest. */
	for (i = 0; i < 20000; i++)
		port_exit(vcpu, i);
	trace_holds(other);
	cause = listed(0, HOST_IRQ, EXIT_PROBE_CAUSE_NONE, 0);
	SAME(cause.exits < 256, true);
	SAME(cause.exits + cause.error, 256);
}

/* A phase's tables, once no exit of it is open */
static void copy_phase(const struct kvm_vcpu *of, u32 phase,
		       struct exit_probe_cause copy[EXIT_PROBE_CAUSES])
{
	struct exit_probe_cause *cause = of->exit_probe_causes->set[0];
	int i;

	for (i = 0; i < EXIT_PROBE_CAUSES; i++, cause++)
		copy[i] = cause->exits && cause->key.phase == phase ? *cause
								    : (struct exit_probe_cause){};
}

static void an_ended_phase_keeps_its_places(void)
{
	static struct exit_probe_cause then[EXIT_PROBE_CAUSES], now[EXIT_PROBE_CAUSES];
	u32 i, phase;

	begin(1);
	for (i = 0; i < 5000; i++)
		play(vcpu, below(900));
	vm.arch.exit_probe_phase = 1;
	port_exit(vcpu, 1);
	copy_phase(vcpu, 0, then);
	for (phase = 1; phase < 9; phase++) {
		for (i = 0; i < 10000; i++)
			play(vcpu, below(9000));
		vm.arch.exit_probe_phase++;
		copy_phase(vcpu, 0, now);
		SAME(memcmp(now, then, sizeof(now)), 0);
	}
	/* Now there is no place left. */
	SAME(vcpu->exit_probe_causes->homeless > 0, true);
	trace_holds(vcpu);
}

static struct cause_row before[ROWS_MOST], after[ROWS_MOST];

/* The row of @key, or one without exits */
static const struct exit_probe_cause *find(const struct cause_row *rows, u32 n,
					   const struct cause_row *row)
{
	static const struct exit_probe_cause none;
	u32 i;

	for (i = 0; i < n; i++)
		if (rows[i].reason == row->reason &&
		    exit_probe_is_cause(&rows[i].cause.key, &row->cause.key))
			return &rows[i].cause;
	return &none;
}

/* Also in the sum, where the vCPUs' causes compete for its places. */
static void an_ended_phase_keeps_its_causes_in_the_sum(void)
{
	u32 i, v, n, m;

	begin(3);
	find_collisions();
	for (i = 0; i < 3000; i++)
		port_exit(&vm.vcpu[below(2)], i % 2 ? below(1500) : collide[below(8)]);
	latch_causes(other, 0);
	for (v = 0; v < 3; v++)
		port_exit(&vm.vcpu[v], 5);
	latch_causes(other, 0);
	n = read_causes(other, before);
	find_collisions();
	for (i = 0; i < 30000; i++)
		port_exit(&vm.vcpu[2], i % 2 ? below(1500) : collide[below(8)]);
	latch_causes(other, 0);
	m = read_causes(other, after);
	for (i = 0; i < n; i++) {
		const struct exit_probe_cause *then = &before[i].cause, *now;

		if (then->key.phase || then->key.kind == EXIT_PROBE_CAUSE_OTHER)
			continue;
		now = find(after, m, &before[i]);
		SAME(now->exits, then->exits);
		SAME(now->cycles, then->cycles);
		SAME(now->blocked, then->blocked);
	}
	trace_holds(other);
}

static void act_sometimes(void)
{
	u32 i, n = below(40) ? 0 : 1 + below(3);

	stub_step = NULL;
	for (i = 0; i < n; i++)
		play(vcpu, below(3) ? collide[below(10)] : below(3000));
	stub_step = act_sometimes;
}

/* The other vCPU runs while its causes are read. */
static void a_vcpu_runs_while_it_is_summed(void)
{
	u32 i;

	begin(2);
	find_collisions();
	for (i = 0; i < 300; i++) {
		play(vcpu, below(3) ? collide[below(10)] : below(3000));
		stub_step = act_sometimes;
		trace_holds(other);
		stub_step = NULL;
	}
	SAME(trace_holds(other).wrong > 0, true);
}

const struct test_case cause_sum_cases[] = {
	CASE(few_hot_causes),
	CASE(causes_that_all_differ),
	CASE(causes_in_turn),
	CASE(frequent_causes),
	CASE(random_causes),
	CASE(causes_of_one_set),
	CASE(causes_of_one_set_in_turn),
	CASE(many_phases),
	CASE(all_phases),
	CASE(causes_of_two_vcpus),
	CASE(phases_of_two_vcpus),
	CASE(one_set_of_three_vcpus),
	CASE(causes_of_many_vcpus),
	CASE(random_causes_of_many_vcpus),
	CASE(scope_vcpu_has_its_own_causes),
	CASE(few_causes_are_exact),
	CASE(vectors_of_the_host_are_one_cause),
	CASE(an_ended_phase_keeps_its_places),
	CASE(an_ended_phase_keeps_its_causes_in_the_sum),
	CASE(a_vcpu_runs_while_it_is_summed),
	{ NULL, NULL },
};
