// SPDX-License-Identifier: GPL-2.0-only
/* What one read latches and others read: the totals and the table. */
#include "play.h"

#include "exit_probe_abi.h"
#include "exit_probe_latch.h"
#include "exit_probe_mode.h"

/* Both numbers of an item are what leaf_totals_latches() has preset. */
static void pair_has(u32 item, u32 first, u32 second)
{
	answers(EXIT_PROBE_LEAF_TOTALS, item, first, 0x10 + first, second, 0x10 + second);
}

static void leaf_totals_latches(void)
{
	u64 *counter = exit_probe_of(vcpu)->counter;
	int c;

	answers(EXIT_PROBE_LEAF_TOTALS, 1, 0, 0, 0, 0);
	for (c = 0; c < EXIT_PROBE_COUNTERS; c++)
		counter[c] = (c + 0x10ULL) << 32 | c;
	pair_has(EXIT_PROBE_TOTALS_EXITS, EXIT_PROBE_EXITS, EXIT_PROBE_KERNEL);
	for (c = 0; c < EXIT_PROBE_COUNTERS; c++)
		counter[c] = 0;
	pair_has(EXIT_PROBE_TOTALS_WAITING, EXIT_PROBE_USERSPACE, EXIT_PROBE_HALTED);
	pair_has(EXIT_PROBE_TOTALS_AWAY, EXIT_PROBE_PREEMPTED, EXIT_PROBE_BLOCKED);
	pair_has(EXIT_PROBE_TOTALS_GUEST, EXIT_PROBE_GUEST, EXIT_PROBE_PASSES);
	pair_has(EXIT_PROBE_TOTALS_APART, EXIT_PROBE_USERSPACE_EXITS, EXIT_PROBE_NESTED_EXITS);
	pair_has(EXIT_PROBE_TOTALS_LATCHED, EXIT_PROBE_EXITS, EXIT_PROBE_KERNEL);
	answers(EXIT_PROBE_LEAF_TOTALS, 7, 0, 0, 0, EXIT_PROBE_UNDEFINED);
	answers(EXIT_PROBE_LEAF_TOTALS, 0x80000000, 0, 0, 0, EXIT_PROBE_UNDEFINED);
	answers(EXIT_PROBE_LEAF_TOTALS, 0xffffffff, 0, 0, 0, EXIT_PROBE_UNDEFINED);
}

/* Two vCPUs had CPUID exits; each item has the numbers of both. */
static void leaf_table(void)
{
	static const u32 wrong[] = { 3,       0xff,    0x100,     0x101,   0x10000,
				     0x10003, 0x10101, 0x20003,   0x30000, 0x30f01,
				     0x40003, 0x40101, 0xffffffff };
	struct kvm_exit_probe_row *row;
	unsigned int i;

	answers(EXIT_PROBE_LEAF_TABLE, 1, 0, 0, 0, EXIT_PROBE_UNDEFINED);
	run_begin();
	trip(9, 1);
	trip(6, 1);
	other->stat.exit_probe.reason_exits[CPUID] = 1ULL << 33;
	other->stat.exit_probe.reason_cycles[CPUID] = 1ULL << 34;
	other->stat.exit_probe.reason_blocked[CPUID] = 1ULL << 32 | 3;
	row = take_row(other, CPUID);
	row->min = 2;
	row->max = 1ULL << 35;
	row->bucket[3] = 5;
	answers(EXIT_PROBE_LEAF_TABLE, 0, 2, 0, 0, 0);
	trip(4, 1);
	answers(EXIT_PROBE_LEAF_TABLE, 1, CPUID, 2, 6, 4);
	answers(EXIT_PROBE_LEAF_TABLE, 2, EXIT_PROBE_REASON_NONE, 0, 9, 0);
	answers(EXIT_PROBE_LEAF_TABLE, 0x10001, 2, 2, 6, 4);
	answers(EXIT_PROBE_LEAF_TABLE, 0x20001, 2, 0, 0, 8);
	answers(EXIT_PROBE_LEAF_TABLE, 0x20002, 9, 0, 9, 0);
	answers(EXIT_PROBE_LEAF_TABLE, 0x30101, 0, 0, 6, 0);
	answers(EXIT_PROBE_LEAF_TABLE, 0x40001, 3, 1, 0, 0);
	answers(EXIT_PROBE_LEAF_TABLE, 0x40002, 0, 0, 0, 0);
	answers(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_LATCHED, 2, 2, 15, 4);
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		answers(EXIT_PROBE_LEAF_TABLE, wrong[i], 0, 0, 0, EXIT_PROBE_UNDEFINED);
	/* After a new latch, nothing of the old one is left. */
	answers(EXIT_PROBE_LEAF_TABLE, 0, 2, 0, 0, 0);
	answers(EXIT_PROBE_LEAF_TABLE, 1, CPUID, 3, 10, 4);
	answers(EXIT_PROBE_LEAF_TABLE, 0x30101, 0, 0, 7, 0);
}

/* All vCPUs had one CPUID exit of two cycles and were halted for three. */
static void all_had_one(int vcpus)
{
	struct kvm_exit_probe *probe;
	int i;

	vm.online_vcpus = vcpus;
	for (i = 0; i < vcpus; i++) {
		probe = exit_probe_of(&vm.vcpu[i]);
		probe->counter[EXIT_PROBE_EXITS] = probe->reason_exits[CPUID] = 1;
		probe->counter[EXIT_PROBE_KERNEL] = probe->reason_cycles[CPUID] = 2;
		probe->counter[EXIT_PROBE_HALTED] = 3;
	}
}

static void table_has(u32 vcpus)
{
	answers(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_COUNTS + 1, vcpus, 0, 2 * vcpus, 0);
	answers(EXIT_PROBE_LEAF_TABLE, 2, 0, 0, 0, EXIT_PROBE_UNDEFINED);
	answers(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_LATCHED, vcpus, 0, 2 * vcpus, 0);
	answers(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_WAITING, 0, 0, 3 * vcpus, 0);
}

static void latch_leaves(u32 reasons, u32 vcpus)
{
	answers(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_LATCH, reasons, vcpus, 0, 0);
	if (vcpus)
		answers(EXIT_PROBE_LEAF_TABLE, 1, 0, 0, 0, EXIT_PROBE_UNDEFINED);
}

static void a_table_in_pieces(void)
{
	int i;

	all_had_one(STUB_VCPUS);
	for (i = 0; i < 2; i++) {
		latch_leaves(0, STUB_VCPUS - 64);
		latch_leaves(0, STUB_VCPUS - 128);
		latch_leaves(1, 0);
		table_has(STUB_VCPUS);
	}
	all_had_one(64);
	latch_leaves(1, 0);
	table_has(64);
	all_had_one(65);
	latch_leaves(0, 1);
	latch_leaves(1, 0);
	table_has(65);
}

/* A vCPU that comes while a table is latched is in it. */
static void a_vcpu_comes_between_two_pieces(void)
{
	all_had_one(65);
	latch_leaves(0, 1);
	all_had_one(66);
	latch_leaves(1, 0);
	table_has(66);
}

static void a_latch_of_totals_begins_the_table_anew(void)
{
	all_had_one(STUB_VCPUS);
	latch_leaves(0, 66);
	latch_leaves(0, 2);
	latch_leaves(1, 0);
	latch_leaves(0, 66);
	answers(EXIT_PROBE_LEAF_TOTALS, 0, STUB_VCPUS, 0, 2 * STUB_VCPUS, 0);
	answers(EXIT_PROBE_LEAF_TABLE, 1, 0, 0, 0, EXIT_PROBE_UNDEFINED);
	latch_leaves(0, 66);
	latch_leaves(0, 2);
	latch_leaves(1, 0);
	table_has(STUB_VCPUS);
}

/* Its pieces would not belong together. */
static void a_table_of_two_generations_is_not_valid(void)
{
	all_had_one(65);
	exit_probe_check_mode(vcpu);
	latch_leaves(0, 1);
	exit_probe_renew(&vm);
	latch_leaves(1, 0);
	answers(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_GENERATION, 0, 0, 0, 0);
	latch_leaves(0, 1);
	latch_leaves(1, 0);
	SAME(vcpu->exit_probe_latch->generation, vm.arch.exit_probe_generation);
}

/* Its totals are those of the vCPUs that were added so far. */
static void a_table_in_pieces_has_no_generation(void)
{
	u64 now;

	all_had_one(65);
	exit_probe_check_mode(vcpu);
	latch_leaves(0, 1);
	answers(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_GENERATION, 0, 0, 0, 0);
	latch_leaves(1, 0);
	now = vm.arch.exit_probe_generation;
	answers(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_GENERATION, now, now >> 32, 0, 0);
}

/* The generation that is read is that of all rows. */
static void totals_of_another_generation_end_the_table(void)
{
	all_had_one(2);
	exit_probe_check_mode(vcpu);
	latch_leaves(1, 0);
	answers(EXIT_PROBE_LEAF_TOTALS, 0, 2, 0, 4, 0);
	table_has(2);
	exit_probe_renew(&vm);
	answers(EXIT_PROBE_LEAF_TOTALS, 0, 2, 0, 4, 0);
	answers(EXIT_PROBE_LEAF_TABLE, 1, 0, 0, 0, EXIT_PROBE_UNDEFINED);
	latch_leaves(1, 0);
	table_has(2);
}

const struct test_case latch_cases[] = {
	CASE(leaf_totals_latches),
	CASE(leaf_table),
	CASE(a_table_in_pieces),
	CASE(a_vcpu_comes_between_two_pieces),
	CASE(a_latch_of_totals_begins_the_table_anew),
	CASE(a_table_of_two_generations_is_not_valid),
	CASE(a_table_in_pieces_has_no_generation),
	CASE(totals_of_another_generation_end_the_table),
	{ NULL, NULL },
};
