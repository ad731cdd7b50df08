// SPDX-License-Identifier: GPL-2.0-only
/*
 * The causes of exits: numbers are those of the records, sums are right, and the answers
 * name them.
 */
#include <string.h>

#include "cause_words.h"
#include "causes.h"
#include "exit_probe_abi.h"
#include "made_record.h"
#include "model.h"
#include "promises.h"
#include "test/cmocka_tap.h"
#include "words.h"

static struct comparison comparison;
static struct record records[4];
static struct words words;
static struct cause_ranking ranking;

#define SERIAL   "kernel/ioio/port/0x3f8/write/1"
#define CONSOLE  "before/ioio/port/0x402/write/1"
#define IDE      "login/ioio/port/0x1f7/read/1"
#define DEADLINE "login/msr/msr/0x6e0/write/0"

static struct set *add(const char *label, struct record *record)
{
	struct set *set = &comparison.sets[comparison.count];

	if (comparison.count > 0 && strcmp(set[-1].label, label) == 0)
		set--;
	else
		comparison.count++;
	strcpy(set->label, label);
	set->runs[set->run_count++].record = record;
	return set;
}

static int start(void **state)
{
	(void)state;
	memset(&comparison, 0, sizeof(comparison));
	make_minimal(&records[0]);
	for (unsigned int i = 1; i < 4; i++) {
		make_full(&records[i], i - 1);
		make_causes(&records[i]);
	}
	return 0;
}

static int end(void **state)
{
	(void)state;
	for (size_t i = 0; i < comparison.count; i++) {
		facts_free(&comparison.sets[i].facts);
		symbols_free(&comparison.sets[i].symbols);
	}
	return 0;
}

static uint64_t exits(const struct set *set, const char *name)
{
	return facts_value(&set->facts, of_cause(name, CAUSE_EXITS));
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

static void answer_all(void)
{
	assert_true(model_fill(&comparison));
	words_of(&comparison, &words);
}

/* Each line of the record is a fact; the shown ones and the rest add up to all exits. */
static void numbers_are_those_of_the_record(void **state)
{
	const struct set *set = add("full", &records[1]);
	uint64_t sum = 0, kernel = 0;

	(void)state;
	assert_true(model_fill(&comparison));
	assert_true(set_has_causes(set));
	for (uint64_t i = 0; i < records[1].begin.causes; i++) {
		const struct record_cause *cause = &records[1].causes[i];
		char name[FACT_NAME_SIZE];

		cause_fact_name(name, cause_phase(&records[1], cause), cause);
		assert_int_equal(exits(set, name), cause->exits);
		assert_int_equal(facts_value(&set->facts, of_cause(name, CAUSE_ERROR)),
				 cause->error);
		assert_int_equal(facts_value(&set->facts, of_cause(name, CAUSE_KERNEL)),
				 cause->kernel);
		assert_int_equal(facts_value(&set->facts, of_cause(name, CAUSE_BLOCKED)),
				 cause->blocked);
	}
	assert_int_equal(exits(set, SERIAL), 40086 * 450 / 1000);
	causes_rank(set, STAGE_TOTAL, &ranking);
	assert_string_equal(ranking.rows[0]->name, DEADLINE);
	causes_shown(set, &ranking);
	for (size_t i = 0; i < ranking.count; i++) {
		sum += ranking.rows[i]->stats.median;
		kernel += cause_fact(set, ranking.rows[i], CAUSE_KERNEL)->stats.median;
	}
	assert_int_equal(sum + facts_value(&set->facts, of_rest(FACT_CAUSE, CAUSE_EXITS)),
			 records[1].checkpoints[7].counters.exits);
	assert_int_equal(kernel + facts_value(&set->facts, of_rest(FACT_CAUSE, CAUSE_KERNEL)),
			 records[1].checkpoints[7].counters.kernel);
}

/* More causes than a table shows, of the system and of firmware, which comes last */
static void the_rest_has_what_no_table_shows(void **state)
{
	const struct set *set = add("full", &records[1]);
	uint64_t all = 0, shown = 0;

	(void)state;
	for (uint64_t i = 0; i < 4 * CAUSES_SHOWN; i++) {
		struct record_cause *cause = &records[1].causes[records[1].begin.causes++];

		*cause = records[1].causes[0];
		cause->phase = i % 2 ? 3 : 0;
		cause->kind = EXIT_PROBE_CAUSE_MEMORY;
		cause->detail = i << 21;
		cause->exits = i % 2 ? 5 : 2000000;
	}
	for (uint64_t i = 0; i < records[1].begin.causes; i++)
		all += records[1].causes[i].exits;
	assert_true(model_fill(&comparison));
	causes_shown(set, &ranking);
	assert_int_equal(ranking.count, CAUSES_SHOWN + CAUSES_SHOWN_FIRMWARE);
	for (size_t i = 0; i < ranking.count; i++) {
		assert_true((cause_fact_stage(ranking.rows[i]) == STAGE_BEFORE) ==
			    (i >= CAUSES_SHOWN));
		shown += ranking.rows[i]->stats.median;
	}
	assert_int_equal(facts_value(&set->facts, of_rest(FACT_CAUSE, CAUSE_EXITS)), all - shown);
	causes_rank(set, STAGE_TOTAL, &ranking);
	assert_true(ranking.count > 4 * CAUSES_SHOWN);
}

/* The reader's own reads are not the system's; kind=other is of no stage. */
static void stages_of_causes(void **state)
{
	const struct set *set = add("full", &records[1]);

	(void)state;
	assert_true(model_fill(&comparison));
	causes_rank(set, STAGE_BEFORE, &ranking);
	assert_int_equal(ranking.count, 2);
	assert_string_equal(ranking.rows[0]->name, CONSOLE);
	causes_rank(set, STAGE_MEASURING, &ranking);
	assert_int_equal(ranking.count, 1);
	assert_int_equal(ranking.rows[0]->cause->detail, EXIT_PROBE_LEAF_TABLE);
	causes_rank(set, STAGE_OS, &ranking);
	assert_int_equal(ranking.count, 9);
	for (size_t i = 0; i < ranking.count; i++)
		assert_true(ranking.rows[i]->cause->phase > 0);
}

static void runs_have_median_and_spread(void **state)
{
	const struct set *set = add("full", &records[1]);
	const struct fact *fact;
	uint64_t values[3];

	(void)state;
	add("full", &records[2]);
	add("full", &records[3]);
	assert_true(model_fill(&comparison));
	for (size_t i = 0; i < 3; i++)
		values[i] = records[i + 1].phase_reasons[1].counts[10].exits * 450 / 1000;
	fact = facts_find(&set->facts, of_cause(SERIAL, CAUSE_EXITS));
	assert_memory_equal(fact->values, values, sizeof(values));
	stats_of(values, 3);
	assert_int_equal(fact->stats.min, values[0]);
	assert_int_equal(fact->stats.median, values[1]);
	assert_int_equal(fact->stats.max, values[2]);
}

/* In a run with causes a missing one has 0 exits; a run without has none. */
static void a_missing_cause_is_zero(void **state)
{
	const struct set *set = add("full", &records[1]);
	const struct fact *fact;

	(void)state;
	add("full", &records[2]);
	add("full", &records[3]);
	for (uint64_t i = 0; i < records[2].begin.causes; i++)
		if (records[2].causes[i].detail == 0x1F7)
			records[2].causes[i].detail++;
	records[3].begin.causes = 0;
	assert_true(model_fill(&comparison));
	fact = facts_find(&set->facts, of_cause(IDE, CAUSE_EXITS));
	assert_int_equal(fact->runs, 2);
	assert_int_equal(fact->stats.min, 0);
	assert_int_equal(facts_find(&set->facts, of_rest(FACT_CAUSE, CAUSE_EXITS))->runs, 2);
}

static void labels_without_causes_stay_as_they_are(void **state)
{
	const struct set *set = add("probe", &records[0]);

	(void)state;
	records[1].begin.causes = 0;
	add("full", &records[1]);
	answer_all();
	assert_false(set_has_causes(set));
	for (size_t i = 0; i < set->facts.count; i++)
		assert_true(set->facts.rows[i].section < FACT_CAUSE);
	assert_false(is_said("has no causes"));
	assert_false(is_asked("What caused the exits?"));
	assert_false(is_asked("What would remove most exits?"));
	assert_false(is_asked("What was promised, and what is gone?"));
}

/* With mode=count there are exits alone. */
static void cycles_that_nobody_counted_are_missing(void **state)
{
	const struct set *set = add("full", &records[1]);

	(void)state;
	records[1].host.mode = EXIT_PROBE_MODE_COUNT;
	answer_all();
	assert_non_null(facts_find(&set->facts, of_cause(SERIAL, CAUSE_EXITS)));
	assert_null(facts_find(&set->facts, of_cause(SERIAL, CAUSE_KERNEL)));
	assert_null(facts_find(&set->facts, of_cause(SERIAL, CAUSE_BLOCKED)));
	assert_null(facts_find(&set->facts, of_rest(FACT_CAUSE, CAUSE_KERNEL)));
	assert_true(is_said("COM1 (ioio): 5.5 % of the exits of the operating system."));
}

/* Of the causes before a late first checkpoint, as many as the base has are firmware's. */
static void a_base_separates_the_kernel(void **state)
{
	const struct set *base = add("base", &records[1]), *late = add("late", &records[2]);
	uint64_t all = 0;

	(void)state;
	strcpy(records[2].checkpoints[0].name, "initramfs_start");
	for (uint64_t i = 0; i < records[2].begin.causes; i++)
		if (records[2].causes[i].detail == 0x402)
			all = records[2].causes[i].exits += 500;
	comparison.base = base;
	assert_true(model_fill(&comparison));
	assert_true(exits(base, CONSOLE) < all);
	assert_int_equal(exits(late, CONSOLE), exits(base, CONSOLE));
	assert_int_equal(exits(late, "until_initramfs_start/ioio/port/0x402/write/1"),
			 all - exits(base, CONSOLE));
}

static void kinds_are_not_mixed(void **state)
{
	const struct run *at;

	(void)state;
	add("full", &records[1]);
	add("full", &records[2]);
	assert_null(model_objection(&comparison, &at));
	make_rip(&records[2]);
	assert_string_equal(model_objection(&comparison, &at),
			    "causes=detail and causes=rip under one label: use two labels");
	records[2].begin.causes = 0;
	assert_null(model_objection(&comparison, &at));
}

static void a_base_has_causes(void **state)
{
	const struct run *at;

	(void)state;
	comparison.base = add("base", &records[2]);
	add("late", &records[1]);
	strcpy(records[1].checkpoints[0].name, "late");
	assert_null(model_objection(&comparison, &at));
	records[2].begin.causes = 0;
	assert_string_equal(model_objection(&comparison, &at),
			    "-b needs a label that has causes of the same kind");
}

static void the_largest_in_words(void **state)
{
	(void)state;
	add("debian", &records[1]);
	add("probe", &records[0]);
	answer_all();
	assert_true(is_said("The host of probe has no causes (exit_probe_causes=0)."));
	assert_true(is_asked("What caused the exits?"));
	assert_true(is_said("debian: 31,185 exits of the phase login are writes to MSR 6e0h, "
			    "IA32_TSC_DEADLINE (msr): 9.4 % of the exits of the operating system, "
			    "and 36.6 ms in KVM."));
	assert_true(is_said("debian: 18,038 exits of the phase kernel are writes to port 3f8h, "
			    "COM1 (ioio): 5.5 % "));
	assert_true(is_said("debian: 935 exits of firmware and boot loader are writes to port "
			    "402h, debug console (0x402) (ioio): 30 % of the exits of firmware "
			    "and boot loader"));
	assert_true(is_said(" exits, 62 % of all, have no listed cause."));
	/* The three largest only */
	assert_false(is_said("reads of port 3fdh"));
}

/* Exits of its causes, their error, and what it removes: of memory, one exit a range stays. */
static void advice_adds_up_its_causes(void **state)
{
	const struct set *set = add("debian", &records[1]);
	const struct facts *facts = &set->facts;
	const uint64_t serial = 40086 * 450 / 1000 + 40086 * 440 / 1000 + 20044 * 400 / 1000;

	(void)state;
	answer_all();
	assert_int_equal(facts_value(facts, of_advice("serial", STAGE_OS)), serial);
	assert_int_equal(facts_value(facts, of_advice_removes("serial", STAGE_OS)), serial);
	assert_null(facts_find(facts, of_advice("serial", STAGE_BEFORE)));
	assert_int_equal(facts_value(facts, of_advice_error("ide", STAGE_OS)), 3);
	assert_int_equal(facts_value(facts, of_advice("debug_port", STAGE_BEFORE)), 935);
	assert_int_equal(facts_value(facts, of_advice("huge_pages", STAGE_BEFORE)), 411);
	assert_int_equal(facts_value(facts, of_advice_removes("huge_pages", STAGE_BEFORE)), 410);
	assert_int_equal(facts_value(facts, of_advice("timer", STAGE_OS)), 14980 + 31185);
	assert_int_equal(facts_value(facts, of_advice_removes("timer", STAGE_OS)), 0);
	assert_true(is_said("debian, operating system: 43,692 exits, 13 %, would go: no serial "
			    "console. "));
	assert_true(is_said("debian, operating system: 13,050 to 13,053 exits, 4.0 %, would go: "));
	assert_true(is_said("debian, firmware and boot loader: 935 exits, 30 %, would go: no debug "
			    "port. "));
	assert_true(is_said("debian: nothing known removes the largest other cause: 46,165 exits, "
			    "14 %, are writes to MSR 6e0h, "));
	assert_false(is_asked("What was promised, and what is gone?"));
}

static void promised_against_gone(void **state)
{
	struct promises promises;

	(void)state;
	make_quiet(&records[2]);
	make_full(&records[1], 1);
	make_causes(&records[1]);
	add("before", &records[1]);
	add("after", &records[2]);
	answer_all();
	promises_of(&comparison, &promises);
	assert_int_equal(promises.count, 1);
	assert_string_equal(promises.rows[0].advice->id, "serial");
	assert_ptr_equal(promises.rows[0].to, &comparison.sets[1]);
	assert_int_equal(promises.rows[0].promised,
			 facts_value(&comparison.sets[0].facts, of_advice("serial", STAGE_OS)));
	assert_int_equal(promises.rows[0].gone, records[1].checkpoints[7].counters.exits -
							records[2].checkpoints[7].counters.exits);
	assert_true(is_said("From before to after, no serial console: promised "));
	assert_true(is_said("From before to after, all exits together: -"));
}

/* More in the later label, or less than half of it gone */
static void what_nobody_followed(void **state)
{
	struct promises promises;
	struct record_cause *causes = records[1].causes;

	(void)state;
	make_quiet(&records[2]);
	add("after", &records[2]);
	add("before", &records[1]);
	assert_true(model_fill(&comparison));
	promises_of(&comparison, &promises);
	assert_int_equal(promises.count, 0);
	end(NULL);
	start(NULL);
	for (uint64_t i = 0; i < records[1].begin.causes; i++)
		if ((causes[i].detail & ~7ULL) == 0x3F8)
			causes[i].exits -= causes[i].exits / 3;
	make_full(&records[2], 0);
	make_causes(&records[2]);
	add("a", &records[2]);
	add("b", &records[1]);
	assert_true(model_fill(&comparison));
	promises_of(&comparison, &promises);
	assert_int_equal(promises.count, 0);
}

static void errors_are_shown(void **state)
{
	const struct set *set = add("debian", &records[1]);
	char text[2 * NUMBER_SIZE];
	const struct fact *fact;

	(void)state;
	assert_true(model_fill(&comparison));
	fact = facts_find(&set->facts, of_cause(IDE, CAUSE_EXITS));
	assert_string_equal(cause_exits(text, fact, cause_fact(set, fact, CAUSE_ERROR)),
			    "13,050 to 13,053");
	fact = facts_find(&set->facts, of_cause(SERIAL, CAUSE_EXITS));
	assert_string_equal(cause_exits(text, fact, cause_fact(set, fact, CAUSE_ERROR)), "18,038");
}

static void each_kind_in_words(void **state)
{
	static const struct {
		struct record_cause cause;
		const char *words;
	} rows[] = {
		{ { .kind = EXIT_PROBE_CAUSE_NONE, .reason = "hlt" }, "hlt" },
		{ { .kind = EXIT_PROBE_CAUSE_NONE, .reason = "hlt", .name = "x" }, "x (hlt)" },
		{ { .kind = EXIT_PROBE_CAUSE_PORT,
		    .reason = "ioio",
		    .detail = 0x70,
		    .access = 2,
		    .width = 1 },
		  "writes to port 70h (ioio)" },
		{ { .kind = EXIT_PROBE_CAUSE_PORT,
		    .reason = "ioio",
		    .detail = 0xCFC,
		    .access = 1,
		    .width = 4,
		    .name = "PCI \"data\"`" },
		  "4-byte reads of port cfch, PCI ?data?? (ioio)" },
		{ { .kind = EXIT_PROBE_CAUSE_MSR,
		    .reason = "rdmsr",
		    .detail = 0x1B,
		    .access = 1,
		    .width = 8 },
		  "reads of MSR 1bh (rdmsr)" },
		{ { .kind = EXIT_PROBE_CAUSE_MEMORY, .reason = "npf", .detail = 0x200000 },
		  "accesses to the 2 MiB of memory at 200000h (npf)" },
		{ { .kind = EXIT_PROBE_CAUSE_APIC,
		    .reason = "apic_write",
		    .detail = 0xB0,
		    .access = 2,
		    .name = "EOI" },
		  "writes to APIC register b0h, EOI (apic_write)" },
		{ { .kind = EXIT_PROBE_CAUSE_CR, .reason = "cr_access", .detail = 8, .access = 2 },
		  "writes to CR8 (cr_access)" },
		{ { .kind = EXIT_PROBE_CAUSE_DR, .reason = "dr_access", .detail = 7, .access = 1 },
		  "reads of DR7 (dr_access)" },
		{ { .kind = EXIT_PROBE_CAUSE_VECTOR, .reason = "exception_nmi", .detail = 14 },
		  "exceptions with vector 14 (exception_nmi)" },
		{ { .kind = EXIT_PROBE_CAUSE_HYPERCALL, .reason = "vmcall", .detail = 5 },
		  "hypercalls 5 (vmcall)" },
		{ { .kind = EXIT_PROBE_CAUSE_CPUID, .reason = "cpuid", .detail = 0x40000000 },
		  "reads of CPUID leaf 40000000h (cpuid)" },
		{ { .kind = EXIT_PROBE_CAUSE_GHCB, .reason = "vmgexit", .detail = 0x7B },
		  "calls by GHCB with exit code 7bh (vmgexit)" },
		{ { .kind = EXIT_PROBE_CAUSE_RIP,
		    .reason = "cpuid",
		    .detail = UINT64_MAX,
		    .access = 11,
		    .width = 32 },
		  "at the address ffffffffffffffffh in ring 3 in 32-bit code (cpuid)" },
		{ { .kind = EXIT_PROBE_CAUSE_OTHER, .reason = "npf" }, "of no listed cause (npf)" },
	};
	char text[CAUSE_TEXT_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_string_equal(cause_words(text, &comparison.sets[0], &rows[i].cause),
				    rows[i].words);
}

static void functions_of_the_guest(void **state)
{
	static const char map[] = "ffffffff81001000 T wrmsr\nffffffff81002000 T next\n"
				  "ffffffff81003000 T end\n";
	struct set *set = add("debian", &records[1]);
	uint64_t sum = 0;

	(void)state;
	make_rip(&records[1]);
	answer_all();
	assert_true(is_said("debian has addresses without functions"));
	facts_free(&set->facts);
	symbols_read(&set->symbols, map, strlen(map));
	symbols_sort(&set->symbols);
	answer_all();
	assert_int_equal(facts_value(&set->facts, of_function("wrmsr", CAUSE_EXITS)),
			 2104 * 300 / 1000 + 2104 * 200 / 1000 + 21400 * 400 / 1000);
	assert_int_equal(facts_value(&set->facts, of_function("next", CAUSE_EXITS)), 210);
	functions_shown(set, &ranking);
	assert_int_equal(ranking.count, 2);
	for (size_t i = 0; i < ranking.count; i++)
		sum += ranking.rows[i]->stats.median;
	assert_int_equal(sum + facts_value(&set->facts, of_rest(FACT_FUNCTION, CAUSE_EXITS)),
			 records[1].checkpoints[7].counters.exits);
	assert_true(is_said("exits of the phase sysinit are in wrmsr (msr)"));
	assert_true(is_said("debian booted without nokaslr"));
	strcpy(records[1].guest.cmdline, "quiet nokaslr");
	words_of(&comparison, &words);
	assert_false(is_said("debian booted without nokaslr"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(numbers_are_those_of_the_record),
		TEST(the_rest_has_what_no_table_shows),
		TEST(stages_of_causes),
		TEST(runs_have_median_and_spread),
		TEST(a_missing_cause_is_zero),
		TEST(labels_without_causes_stay_as_they_are),
		TEST(cycles_that_nobody_counted_are_missing),
		TEST(a_base_separates_the_kernel),
		TEST(kinds_are_not_mixed),
		TEST(a_base_has_causes),
		TEST(the_largest_in_words),
		TEST(advice_adds_up_its_causes),
		TEST(promised_against_gone),
		TEST(what_nobody_followed),
		TEST(errors_are_shown),
		TEST(each_kind_in_words),
		TEST(functions_of_the_guest),
	};

	return run_tap(tests);
}
