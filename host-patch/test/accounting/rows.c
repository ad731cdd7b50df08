// SPDX-License-Identifier: GPL-2.0-only
/* Exits by reason, and the rows for range and histogram that reasons take. */
#include "play.h"

#include "exit_probe_abi.h"
#include "exit_probe_rows.h"
#include "exit_probe_sum.h"

static void a_lost_interval_is_not_the_minimum(void)
{
	const struct kvm_exit_probe_row *row;

	stub_tsc = 1000;
	run_begin();
	trip(1, 1);
	stub_tsc -= 100;
	trip(0, 1);
	row = row_of(CPUID);
	SAME(row->min, U64_MAX);
	SAME(row->bucket[1], 1);
	trip(50, 1);
	SAME(row->min, 50);
}

static void a_lost_interval_has_no_range(void)
{
	stub_tsc = 1000;
	run_begin();
	trip(1, 1);
	stub_tsc -= 100;
	trip(0, 1);
	answers(EXIT_PROBE_LEAF_TABLE, 0, 2, 0, 0, 0);
	answers(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_RANGE + 1, 0, 0, 0, 0);
	answers(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_HISTOGRAM + 1, 0, 0, 1, 0);
}

static void reasons(void)
{
	const struct kvm_exit_probe *probe = exit_probe_of(vcpu);
	const struct kvm_exit_probe_row *row;

	run_begin();
	trip_for(CPUID, 100, 5);
	SAME(row_of(CPUID) == NULL, true);
	trip_for(MSR_READ, 8, 5);
	row = row_of(CPUID);
	trip_for(CPUID, 1ULL << 40, 5);
	trip_for(0, 7, 5);
	SAME(probe->reason_exits[CPUID], 2);
	SAME(probe->reason_exits[MSR_READ], 1);
	SAME(probe->reason_exits[EXIT_PROBE_SLOT_ZERO], 1);
	SAME(probe->reason_exits[0], 0);
	SAME(probe->reason_cycles[EXIT_PROBE_SLOT_NONE], 100);
	SAME(probe->reason_cycles[CPUID], 15);
	SAME(probe->reason_cycles[MSR_READ], 1ULL << 40);
	SAME(row->min, 7);
	SAME(row->max, 8);
	SAME(row->bucket[3], 1);
	SAME(row->bucket[4], 1);
	SAME(row_of(MSR_READ)->bucket[EXIT_PROBE_BUCKETS - 1], 1);
	SAME(probe->cycles_hist[7], 1);
	SAME(count(EXIT_PROBE_KERNEL), 115 + (1ULL << 40));
}

static void edges_of_buckets(void)
{
	static const struct {
		u64 cycles;
		int bucket;
	} edge[] = {
		{ 0, 1 },
		{ 1, 1 },
		{ 2, 2 },
		{ (1ULL << 28) - 1, 28 },
		{ 1ULL << 28, EXIT_PROBE_BUCKETS - 1 },
		{ (1ULL << 29) - 1, EXIT_PROBE_BUCKETS - 1 },
		{ 1ULL << 29, EXIT_PROBE_BUCKETS - 1 },
		{ 1ULL << 62, EXIT_PROBE_BUCKETS - 1 },
	};
	const struct kvm_exit_probe *probe = exit_probe_of(vcpu);
	const u64 *bucket;
	unsigned int i;

	run_begin();
	trip_for(CPUID, 100, 5);
	trip_for(CPUID, 100, 5);
	bucket = row_of(CPUID)->bucket;
	for (i = 0; i < sizeof(edge) / sizeof(edge[0]); i++) {
		u64 in_row = bucket[edge[i].bucket], in_all = probe->cycles_hist[edge[i].bucket];
		u64 kernel = count(EXIT_PROBE_KERNEL);

		trip_for(CPUID, edge[i].cycles, 5);
		SAME(bucket[edge[i].bucket], in_row + 1);
		SAME(probe->cycles_hist[edge[i].bucket], in_all + 1);
		SAME(count(EXIT_PROBE_KERNEL), kernel + edge[i].cycles);
	}
}

/* Reasons that come when no row is left are counted, but have no range. */
static void rows_run_out(void)
{
	const struct kvm_exit_probe *probe = exit_probe_of(vcpu);
	u64 kernel = 0;
	u32 reason;

	run_begin();
	for (reason = 1; reason <= EXIT_PROBE_ROWS + 10; reason++) {
		trip_for(reason, reason, 5);
		trip_for(reason, reason, 5);
		kernel += 2 * reason;
	}
	/* That before the first entry has one, too. */
	for (reason = 1; reason < EXIT_PROBE_ROWS - 1; reason++) {
		SAME(row_of(reason)->min, reason);
		SAME(row_of(reason)->max, reason + 1);
	}
	for (; reason < EXIT_PROBE_ROWS + 10; reason++) {
		SAME(row_of(reason) == NULL, true);
		SAME(probe->reason_exits[reason], 2);
		SAME(probe->reason_cycles[reason], 2 * reason + 1);
	}
	SAME(probe->counter[EXIT_PROBE_EXITS], 2 * (EXIT_PROBE_ROWS + 10));
	SAME(probe->counter[EXIT_PROBE_KERNEL], kernel);
	answers(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_LATCH, EXIT_PROBE_ROWS + 11, 0, 0, 0);
	answers(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_RANGE + EXIT_PROBE_ROWS - 2,
		EXIT_PROBE_ROWS - 2, 0, EXIT_PROBE_ROWS - 1, 0);
	answers(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_RANGE + EXIT_PROBE_ROWS, 0, 0, 0, 0);
	answers(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_COUNTS + EXIT_PROBE_ROWS, 2, 0,
		2 * EXIT_PROBE_ROWS + 1, 0);
}

static void use_all_rows(struct kvm_vcpu *of)
{
	u32 slot;

	exit_probe_check_mode(of);
	for (slot = 100; of->exit_probe_rows->used < EXIT_PROBE_ROWS - 1; slot++)
		take_row(of, slot);
}

/* The range of a part of the exits would look like that of all. */
static void a_partial_range_is_not_shown(void)
{
	use_all_rows(other);
	run_begin();
	trip(9, 1);
	trip(6, 1);
	trip(4, 1);
	answers(EXIT_PROBE_LEAF_TABLE, 0, 2, 0, 0, 0);
	answers(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_RANGE + 1, 4, 0, 6, 0);
	/* An exit that is not over has no range anyway. */
	other->stat.exit_probe.reason_exits[CPUID] = 1;
	answers(EXIT_PROBE_LEAF_TABLE, 0, 2, 0, 0, 0);
	answers(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_RANGE + 1, 4, 0, 6, 0);
	other->stat.exit_probe.reason_cycles[CPUID] = 1000;
	answers(EXIT_PROBE_LEAF_TABLE, 0, 2, 0, 0, 0);
	answers(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_COUNTS + 1, 4, 0, 1010, 0);
	answers(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_RANGE + 1, 0, 0, 0, 0);
	answers(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_HISTOGRAM + 0x101, 0, 0, 0, 0);
	answers(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_RANGE + 2, 9, 0, 9, 0);
}

const struct test_case row_cases[] = {
	CASE(a_lost_interval_is_not_the_minimum),
	CASE(a_lost_interval_has_no_range),
	CASE(reasons),
	CASE(edges_of_buckets),
	CASE(rows_run_out),
	CASE(a_partial_range_is_not_shown),
	{ NULL, NULL },
};
