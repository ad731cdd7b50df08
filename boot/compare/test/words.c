// SPDX-License-Identifier: GPL-2.0-only
/*
 * The answers have the right numbers, and report what is missing.
 */
#include <string.h>

#include "exit_probe_abi.h"
#include "format.h"
#include "made_record.h"
#include "model.h"
#include "test/cmocka_tap.h"
#include "words.h"

static struct comparison comparison;
static struct record records[3];
static struct words words;

static void add(const char *label, struct record *record)
{
	struct set *set = &comparison.sets[comparison.count++];

	strcpy(set->label, label);
	set->run_count = 1;
	set->runs[0].record = record;
}

static int start(void **state)
{
	(void)state;
	memset(&comparison, 0, sizeof(comparison));
	make_minimal(&records[0]);
	make_full(&records[1], 0);
	make_full(&records[2], 1);
	return 0;
}

static int end(void **state)
{
	(void)state;
	for (size_t i = 0; i < comparison.count; i++)
		facts_free(&comparison.sets[i].facts);
	return 0;
}

static void answer_all(void)
{
	model_fill(&comparison);
	words_of(&comparison, &words);
}

static bool is_said(const char *text)
{
	for (size_t i = 0; i < words.count; i++)
		for (size_t j = 0; j < words.answers[i].count; j++)
			if (strstr(words.answers[i].sentences[j], text))
				return true;
	return false;
}

static bool is_asked(const char *question)
{
	for (size_t i = 0; i < words.count; i++)
		if (strcmp(words.answers[i].question, question) == 0)
			return true;
	return false;
}

static void minimal_against_full(void **state)
{
	char text[SENTENCE_SIZE], total[NUMBER_SIZE];

	(void)state;
	add("probe", &records[0]);
	add("debian", &records[1]);
	answer_all();
	snprintf(text, sizeof(text),
		 "debian, a full boot, takes %s exits from power-on to "
		 "\"login\"",
		 format_number(total, records[1].checkpoints[7].counters.exits));
	assert_true(is_said(text));
	assert_true(is_said("probe, a minimal OS, takes"));
	assert_true(is_said("most frequent ioio (133,670, "));
	assert_true(is_said("occur in debian and never in probe: msr (76,607)"));
	assert_true(is_asked("What did the minimal OS not need?"));
	assert_true(is_said("debian has no samples: its rate comes from checkpoints"));
}

static void two_hosts_side_by_side(void **state)
{
	(void)state;
	add("old", &records[1]);
	add("new", &records[2]);
	answer_all();
	assert_true(is_asked("How do labels with the same phases differ?"));
	assert_true(is_said("more exits than old"));
	assert_false(is_asked("What did the minimal OS not need?"));
}

static void equal_records(void **state)
{
	(void)state;
	add("a", &records[1]);
	add("b", &records[1]);
	answer_all();
	assert_true(is_said(": a and b take the same number of exits, "));
}

static void missing_data_is_reported(void **state)
{
	(void)state;
	strip_reasons(&records[1]);
	strip_reasons(&records[2]);
	strcpy(records[1].checkpoints[0].name, "kernel_late");
	records[1].host.tsc_khz = 0;
	add("debian", &records[1]);
	records[2].host.source = SOURCE_TRACE;
	add("traced", &records[2]);
	answer_all();
	assert_true(is_said("The exits of traced are from a trace of KVM"));
	assert_false(is_said("The exits of debian are from a trace"));
	assert_false(is_said("counts exits only"));
	assert_true(is_said("debian has no exits by reason."));
	assert_true(is_said("begins at \"kernel_late\": all exits before it are one number."));
	assert_true(is_said("The record of debian has no TSC frequency"));
	assert_false(is_asked("Which reasons are frequent, and which are rare?"));
}

static void a_host_without_cycles_is_reported(void **state)
{
	(void)state;
	records[1].host.mode = EXIT_PROBE_MODE_COUNT;
	add("debian", &records[1]);
	add("probe", &records[0]);
	answer_all();
	assert_true(is_said("The host of debian counts exits only (mode=count): there are no"));
	assert_false(is_said("The host of probe counts exits only"));
}

static void a_hosts_own_record_has_no_times(void **state)
{
	(void)state;
	records[1].host.patched = 0;
	records[1].host.source = SOURCE_HOST;
	add("marked", &records[1]);
	add("probe", &records[0]);
	answer_all();
	assert_true(is_said("The exits of marked are those that its host has by phase"));
	assert_false(is_said("counts exits only"));
	assert_null(facts_find(&comparison.sets[0].facts, of_stage(STAGE_OS, QUANTITY_TSC)));
	assert_non_null(facts_find(&comparison.sets[1].facts, of_stage(STAGE_OS, QUANTITY_TSC)));
	assert_non_null(facts_find(&comparison.sets[0].facts, of_stage(STAGE_OS, COUNTER_EXITS)));
	assert_null(
		facts_find(&comparison.sets[0].facts, of_stage(STAGE_OS, COUNTER_USERSPACE_EXITS)));
}

static void numbers_are_grouped(void **state)
{
	char text[NUMBER_SIZE];

	(void)state;
	assert_string_equal(format_number(text, 0), "0");
	assert_string_equal(format_number(text, 999), "999");
	assert_string_equal(format_number(text, 4119437), "4,119,437");
	assert_string_equal(format_number(text, UINT64_MAX), "18,446,744,073,709,551,615");
	assert_string_equal(format_change(text, -1000), "-1,000");
	assert_string_equal(format_change(text, INT64_MIN), "-9,223,372,036,854,775,808");
	assert_string_equal(format_share(text, 1, 8), "13 %");
	assert_string_equal(format_share(text, 9949, 100000), "9.9 %");
	assert_string_equal(format_share(text, 995, 10000), "10 %");
	assert_string_equal(format_share(text, 1, 3000), "under 0.1 %");
	assert_string_equal(format_share(text, 1, 2000), "0.1 %");
	assert_string_equal(format_share(text, 1, 100000), "under 0.1 %");
	assert_string_equal(format_share(text, 0, 0), "0.0 %");
}

static void times_are_rounded(void **state)
{
	char text[NUMBER_SIZE];

	(void)state;
	assert_string_equal(format_time(text, 0, 1000), "0");
	assert_string_equal(format_time(text, 3776750, 1000), "3,777");
	assert_string_equal(format_time(text, 3776499, 1000), "3,776");
	assert_string_equal(format_time(text, 12350, 1000), "12.4");
	assert_string_equal(format_time(text, 1234, 1000), "1.23");
	assert_string_equal(format_time(text, 9996, 1000), "10.0");
	assert_string_equal(format_time(text, 99960, 1000), "100");
	assert_string_equal(format_time(text, 12, 1000), "0.012");
	assert_string_equal(format_time(text, 0.4, 1000), "under 0.001");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(minimal_against_full),
		TEST(two_hosts_side_by_side),
		TEST(equal_records),
		TEST(missing_data_is_reported),
		TEST(numbers_are_grouped),
		TEST(a_host_without_cycles_is_reported),
		TEST(a_hosts_own_record_has_no_times),
		TEST(times_are_rounded),
	};

	return run_tap(tests);
}
