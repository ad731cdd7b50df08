// SPDX-License-Identifier: GPL-2.0-only
/*
 * The numbers of synthetic records: every exit is in one stage, and sums are right.
 */
#include <string.h>

#include "counters.h"
#include "exit_probe_abi.h"
#include "made_record.h"
#include "model.h"
#include "ranking.h"
#include "run_series.h"
#include "test/cmocka_tap.h"
#include "waterfall.h"

static struct comparison comparison;
static struct record records[4];

static struct set *add(const char *label, struct record *record)
{
	struct set *set = NULL;

	for (size_t i = 0; i < comparison.count; i++)
		if (strcmp(comparison.sets[i].label, label) == 0)
			set = &comparison.sets[i];
	if (!set) {
		set = &comparison.sets[comparison.count++];
		strcpy(set->label, label);
	}
	set->runs[set->run_count++].record = record;
	return set;
}

static int start(void **state)
{
	(void)state;
	memset(&comparison, 0, sizeof(comparison));
	make_minimal(&records[0]);
	make_full(&records[1], 0);
	make_full(&records[2], 1);
	make_full(&records[3], 2);
	return 0;
}

static int end(void **state)
{
	(void)state;
	for (size_t i = 0; i < comparison.count; i++)
		facts_free(&comparison.sets[i].facts);
	return 0;
}

static uint64_t stage(const struct set *set, enum stage name, unsigned int counter)
{
	return facts_value(&set->facts, of_stage(name, counter));
}

/* before + os + measuring == total, in every counter */
static void assert_stages_add_up(const struct set *set)
{
	for (unsigned int i = 0; i < COUNTERS; i++)
		assert_int_equal(stage(set, STAGE_BEFORE, i) + stage(set, STAGE_OS, i) +
					 stage(set, STAGE_MEASURING, i),
				 stage(set, STAGE_TOTAL, i));
}

/* A bucket of a version that has it; others are missing, and no 0 stands for them. */
static void each_version_has_its_buckets(void **state)
{
	const struct set *set = add("full", &records[1]);
	const struct set *old = add("old", &records[2]);

	(void)state;
	records[2].begin.version = RECORD_VERSION_ABI_2 - 1;
	model_fill(&comparison);
	assert_true(set_has_counter(set, COUNTER_PREEMPTED));
	assert_true(set_has_counter(set, COUNTER_BLOCKED));
	assert_false(set_has_counter(set, COUNTER_SCHEDULED_OUT));
	assert_true(set_has_counter(old, COUNTER_SCHEDULED_OUT));
	assert_false(set_has_counter(old, COUNTER_PREEMPTED));
	assert_false(set_has_counter(old, COUNTER_BLOCKED));
	assert_null(facts_find(&old->facts, of_phase("basic", COUNTER_BLOCKED)));
	assert_true(comparison_has_counter(&comparison, COUNTER_SCHEDULED_OUT));
}

static void cycles_that_nobody_counted_are_missing(void **state)
{
	static const char text[] = "time_ms,exits,kernel,guest\n0,0,0,0\n1000,400,0,0\n";
	struct samples samples;
	const struct set *set = add("full", &records[1]);
	struct set *sampled;

	(void)state;
	records[1].host.mode = EXIT_PROBE_MODE_COUNT;
	sampled = add("sampled", NULL);
	assert_true(samples_read(&samples, text, strlen(text), NULL));
	sampled->runs[0].samples = &samples;
	model_fill(&comparison);
	for (unsigned int i = COUNTER_KERNEL; i <= COUNTER_GUEST; i++)
		assert_false(comparison_has_counter(&comparison, i));
	assert_null(facts_find(&set->facts, of_reason_kernel("npf", STAGE_OS)));
	assert_non_null(facts_find(&set->facts, of_reason("npf", STAGE_OS)));
	assert_true(set_has_counter(set, COUNTER_USERSPACE_EXITS));
	assert_int_equal(stage(sampled, STAGE_TOTAL, COUNTER_EXITS), 400);
	samples_free(&samples);
}

/* The sum over the reasons of each stage is the stage. */
static void assert_reasons_add_up(const struct set *set)
{
	for (unsigned int i = 0; i < STAGES; i++) {
		const enum stage name = (enum stage)i;
		uint64_t sum = 0;

		for (size_t j = 0; j < set->facts.count; j++)
			if (fact_is_some(&set->facts.rows[j], of_reason(NULL, name)))
				sum += set->facts.rows[j].stats.median;
		assert_int_equal(sum, stage(set, name, COUNTER_EXITS));
	}
}

static void stages_and_reasons_add_up(void **state)
{
	const struct set *minimal = add("minimal", &records[0]), *full = add("full", &records[1]);

	(void)state;
	assert_true(model_fill(&comparison));
	assert_stages_add_up(minimal);
	assert_stages_add_up(full);
	assert_reasons_add_up(minimal);
	assert_reasons_add_up(full);
	assert_int_equal(stage(full, STAGE_TOTAL, COUNTER_EXITS),
			 records[1].checkpoints[7].counters.exits);
}

static void reads_and_calibration_are_measuring(void **state)
{
	const struct set *set = add("minimal", &records[0]);

	(void)state;
	assert_true(model_fill(&comparison));
	assert_int_equal(stage(set, STAGE_BEFORE, COUNTER_EXITS), 1 + 339 + 265 + 1100 + 1372);
	/* cpu, pci, idle, end; CPUID exits above four are not reads */
	assert_int_equal(stage(set, STAGE_OS, COUNTER_EXITS),
			 (1 + 3 + 43) + 86 + (1 + 4) + (1 + 2));
	assert_int_equal(stage(set, STAGE_MEASURING, COUNTER_EXITS), 132 + 928 + 4 * 4);
	assert_int_equal(facts_value(&set->facts, of_reason("cpuid", STAGE_OS)), 3 + 1);
}

/* The boot stage before Linux is measurement. */
static void the_boot_stage_is_measuring(void **state)
{
	const struct set *set = add("full", &records[1]);

	(void)state;
	assert_true(model_fill(&comparison));
	assert_true(set->has_separate_kernel);
	assert_int_equal(stage(set, STAGE_MEASURING, COUNTER_EXITS), 40 + 12 + 6 * 4);
}

/* A record that begins in the initramfs takes firmware and boot loader from the base. */
static void a_base_separates_the_kernel(void **state)
{
	const struct set *minimal = add("minimal", &records[0]), *full = add("full", &records[1]);

	(void)state;
	strcpy(records[1].checkpoints[0].name, "initramfs_start");
	records[1].reasons[0].before.exits = 0; /* fewer than the base has */
	records[1].reasons[0].before.kernel = 0;
	records[1].reasons[13].before.exits += 5000;
	make_sums(&records[1]);
	comparison.base = minimal;
	assert_true(model_fill(&comparison));
	assert_true(full->has_separate_kernel);
	assert_int_equal(stage(full, STAGE_BEFORE, COUNTER_EXITS),
			 stage(minimal, STAGE_BEFORE, COUNTER_EXITS) - 1);
	assert_int_equal(
		facts_value(&full->facts, of_phase("until_initramfs_start", COUNTER_EXITS)),
		5000 + 2 + 33 + 1 + 2);
	assert_stages_add_up(full);
	assert_reasons_add_up(full);
}

/* All exits would be the kernel's. */
static void a_base_has_firmware_and_boot_loader(void **state)
{
	const struct run *at;

	(void)state;
	add("full", &records[1]);
	comparison.base = add("minimal", &records[0]);
	assert_null(model_objection(&comparison, &at));
	strcpy(records[0].checkpoints[0].name, "late");
	assert_non_null(model_objection(&comparison, &at));
	assert_ptr_equal(at->record, &records[0]);
	strcpy(records[0].checkpoints[0].name, "entry");
	records[0].host.patched = 0;
	assert_non_null(model_objection(&comparison, &at));
	records[0].host.patched = 1;
	strip_reasons(&records[0]);
	assert_null(model_objection(&comparison, &at));
	strcpy(records[1].checkpoints[0].name, "late");
	assert_string_equal(model_objection(&comparison, &at),
			    "-b needs a label that has exits by reason");
	records[0].host.vendor = 1;
	assert_string_equal(model_objection(&comparison, &at),
			    "-b needs a label of the same vendor as the records that begin later");
	assert_ptr_equal(at->record, &records[0]);
}

static void without_a_base_it_is_one_number(void **state)
{
	const struct set *full = add("full", &records[1]);
	struct waterfall waterfall;

	(void)state;
	add("minimal", &records[0]);
	strcpy(records[1].checkpoints[0].name, "initramfs_start");
	assert_true(model_fill(&comparison));
	assert_false(full->has_separate_kernel);
	assert_true(waterfall_of(&comparison, &waterfall));
	assert_int_equal(waterfall.scope, WATERFALL_FROM_START);
}

static void runs_have_median_and_spread(void **state)
{
	const struct set *set = add("full", &records[1]);
	const struct fact *fact;
	uint64_t values[3], sorted[3];

	(void)state;
	add("full", &records[2]);
	add("full", &records[3]);
	assert_true(model_fill(&comparison));
	fact = facts_find(&set->facts, of_stage(STAGE_TOTAL, COUNTER_EXITS));
	for (size_t i = 0; i < 3; i++)
		values[i] = sorted[i] = records[i + 1].checkpoints[7].counters.exits;
	stats_of(sorted, 3);
	assert_memory_equal(fact->values, values, sizeof(values));
	assert_int_equal(fact->stats.min, sorted[0]);
	assert_int_equal(fact->stats.median, sorted[1]);
	assert_int_equal(fact->stats.max, sorted[2]);
}

static void a_waterfall_ends_at_the_total(void **state)
{
	const struct set *minimal = add("minimal", &records[0]), *full = add("full", &records[1]);
	struct waterfall waterfall;
	int64_t at;

	(void)state;
	assert_true(model_fill(&comparison));
	assert_true(waterfall_of(&comparison, &waterfall));
	assert_int_equal(waterfall.start, stage(minimal, STAGE_OS, COUNTER_EXITS));
	assert_int_equal(waterfall.end, stage(full, STAGE_OS, COUNTER_EXITS));
	at = (int64_t)waterfall.start;
	for (size_t i = 0; i < waterfall.count; i++)
		at += step_change(&waterfall.steps[i]);
	assert_int_equal(at, waterfall.end);
	assert_string_equal(waterfall.steps[0].reason, "ioio");
}

static void different_phases_or_abi_are_refused(void **state)
{
	const struct run *at;

	(void)state;
	add("a", &records[1]);
	add("a", &records[2]);
	assert_null(model_objection(&comparison, &at));
	strcpy(records[2].checkpoints[3].name, "other");
	assert_string_equal(model_objection(&comparison, &at),
			    "its phases differ from those of this label's first record");
	assert_ptr_equal(at, &comparison.sets[0].runs[1]);
	comparison.sets[0].run_count = 1;
	strcpy(records[1].checkpoints[3].name, "network");
	assert_string_equal(model_objection(&comparison, &at),
			    "two of its phases have the same name");
	strcpy(records[1].checkpoints[3].name, "initramfs");
	add("b", &records[3]);
	records[3].host.abi++;
	assert_string_equal(model_objection(&comparison, &at),
			    "its host has a different ABI version than the records before it");
	assert_ptr_equal(at, &comparison.sets[1].runs[0]);
}

static void reasons_may_be_missing(void **state)
{
	const struct set *set = add("full", &records[1]);
	struct waterfall waterfall;

	(void)state;
	add("minimal", &records[0]);
	strip_reasons(&records[1]);
	assert_true(model_fill(&comparison));
	assert_false(set_has_reasons(set));
	assert_stages_add_up(set);
	assert_false(waterfall_of(&comparison, &waterfall));
	assert_int_equal(ranking_of(set, STAGE_OS).count, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, end)

/* The phase has no numbers; sums are over the other phases. */
static void a_phase_with_a_move_is_left_out(void **state)
{
	const struct set *set = add("full", &records[1]);
	uint64_t total = records[1].checkpoints[7].counters.exits;
	uint64_t left_out = records[1].phases[3].counters.exits;
	struct point room[SERIES_RATED_MAX];
	struct series series;

	(void)state;
	make_moved(&records[1], 4);
	model_fill(&comparison);
	assert_stages_add_up(set);
	assert_reasons_add_up(set);
	assert_int_equal(stage(set, STAGE_TOTAL, COUNTER_EXITS), total - left_out);
	assert_null(facts_find(&set->facts, of_phase("sysinit", COUNTER_EXITS)));
	assert_null(facts_find(&set->facts, of_phase("sysinit", QUANTITY_TSC)));
	assert_non_null(facts_find(&set->facts, of_phase("basic", COUNTER_EXITS)));
	assert_true(comparison_is_tainted(&comparison));
	series = run_series(&set->runs[0], RATE_OF_CHECKPOINTS, room);
	assert_int_equal(series.points[series.count - 1].exits,
			 stage(set, STAGE_BEFORE, COUNTER_EXITS) +
				 stage(set, STAGE_OS, COUNTER_EXITS));
}

/* One of three runs lacks a phase, and two lack samples: these do not count as 0. */
static void missing_facts_do_not_count(void **state)
{
	static const char text[] = "time_ms,exits\n0,0\n1000,400000\n2000,900000\n";
	struct samples samples;
	struct set *set = add("full", &records[1]);
	const struct fact *fact;

	(void)state;
	add("full", &records[2]);
	add("full", &records[3]);
	make_moved(&records[1], 4);
	assert_true(samples_read(&samples, text, strlen(text), &records[2]));
	set->runs[1].samples = &samples;
	model_fill(&comparison);
	fact = facts_find(&set->facts, of_phase("sysinit", QUANTITY_NET));
	assert_int_equal(fact->runs, 2);
	assert_true(fact->stats.min > 0);
	fact = facts_find(&set->facts, of_phase_reason("sysinit", "npf"));
	assert_int_equal(fact->runs, 2);
	/* This run has reasons: one that is missing has 0 exits. */
	fact = facts_find(&set->facts, of_phase_reason("basic", "npf"));
	assert_int_equal(fact->runs, 3);
	fact = facts_find(&set->facts, of_rate(RATE_OF_SAMPLES, RATE_MIN));
	assert_int_equal(fact->runs, 1);
	assert_int_equal(fact->stats.min, fact->stats.max);
	assert_true(fact->stats.min > 0);
	samples_free(&samples);
}

static void two_vendors_under_one_label_are_refused(void **state)
{
	const struct run *at;

	(void)state;
	strip_reasons(&records[2]);
	records[2].host.vendor = 1;
	add("full", &records[1]);
	add("full", &records[2]);
	assert_string_equal(model_objection(&comparison, &at),
			    "its host is from Intel, the host of this label's first record is from "
			    "AMD: use one label per vendor");
	assert_ptr_equal(at->record, &records[2]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_phase_with_a_move_is_left_out),
		TEST(missing_facts_do_not_count),
		TEST(two_vendors_under_one_label_are_refused),
		TEST(each_version_has_its_buckets),
		TEST(cycles_that_nobody_counted_are_missing),
		TEST(stages_and_reasons_add_up),
		TEST(reads_and_calibration_are_measuring),
		TEST(the_boot_stage_is_measuring),
		TEST(a_base_separates_the_kernel),
		TEST(a_base_has_firmware_and_boot_loader),
		TEST(without_a_base_it_is_one_number),
		TEST(runs_have_median_and_spread),
		TEST(a_waterfall_ends_at_the_total),
		TEST(different_phases_or_abi_are_refused),
		TEST(reasons_may_be_missing),
	};

	return run_tap(tests);
}
