// SPDX-License-Identifier: GPL-2.0-only
/*
 * The gate finds what changed, and rarely what did not.
 */
#include <string.h>

#include "gate.h"
#include "gate_list.h"
#include "gate_rule.h"
#include "gate_share.h"
#include "made_noise.h"
#include "made_record.h"
#include "model.h"
#include "test/cmocka_tap.h"
#include "words_gate.h"

#define POOL 24

static struct comparison comparison;
static struct record pool[POOL];
static struct gate gate;

static void add(size_t set, struct record *record)
{
	struct set *to = &comparison.sets[set];

	strcpy(to->label, set ? "new" : "base");
	to->runs[to->run_count++].record = record;
	comparison.count = set + 1;
}

static int start(void **state)
{
	(void)state;
	memset(&comparison, 0, sizeof(comparison));
	memset(&gate, 0, sizeof(gate));
	assert_true(gate_read_share("2%", &gate.share));
	for (unsigned int i = 0; i < POOL; i++)
		make_noisy(&pool[i], i + 1);
	return 0;
}

static void release(void)
{
	gate_free(&gate);
	for (size_t i = 0; i < comparison.count; i++)
		facts_free(&comparison.sets[i].facts);
	memset(&comparison, 0, sizeof(comparison));
	gate.count = 0;
}

static int end(void **state)
{
	(void)state;
	release();
	return 0;
}

static enum gate_answer judge(void)
{
	gate.baseline = &comparison.sets[0];
	assert_true(model_fill(&comparison));
	assert_true(gate_judge(&gate, &comparison));
	return gate.answer;
}

static enum gate_answer judge_pool(size_t from, size_t to)
{
	for (size_t i = 0; i < from + to; i++)
		add(i >= from, &pool[i]);
	return judge();
}

static const struct gate_row *row(const char *phase, const char *reason)
{
	const struct gate_pair *pair = &gate.pairs[0];

	for (size_t i = 0; i < pair->count; i++)
		if (strcmp(pair->rows[i].phase, phase) == 0 &&
		    strcmp(pair->rows[i].reason, reason) == 0)
			return &pair->rows[i];
	return NULL;
}

static void assert_row(const char *phase, const char *reason, enum gate_answer answer)
{
	assert_non_null(row(phase, reason));
	assert_int_equal(row(phase, reason)->answer, answer);
}

static void shares(void **state)
{
	static const char *const bad[] = {
		"",   "%",    "2",    "-2%",    "abc",      "2%%",    "2 %",
		".%", "1e1%", "101%", "100.1%", "0.00001%", "1.2.3%", "99999999999999999999%"
	};
	uint32_t share = 7;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(gate_read_share(bad[i], &share));
	assert_true(gate_read_share("0%", &share));
	assert_int_equal(share, 0);
	assert_true(gate_read_share("2.5%", &share));
	assert_int_equal(share, 25000);
	assert_true(gate_read_share("100%", &share));
	assert_int_equal(share, GATE_WHOLE);
	assert_int_equal(gate_part_of(149, 20000), 2);
	assert_int_equal(gate_part_of(UINT64_MAX, GATE_WHOLE), UINT64_MAX);
}

static void ways(void **state)
{
	(void)state;
	assert_int_equal(gate_ways(1, 1), 2);
	assert_int_equal(gate_ways(3, 3), GATE_WAYS_MIN);
	assert_int_equal(gate_ways(5, 5), 252);
	assert_int_equal(gate_ways(32, 32), 1832624140942590534);
	assert_int_equal(gate_ways_allowed(20), 1);
	assert_int_equal(gate_ways_allowed(252), 2);
}

static void intervals(void **state)
{
	const uint64_t a[] = { 10, 20, 30, 40, 50 }, b[] = { 110, 120, 130, 140, 150 };
	const struct gate_numbers five = { a, b, 5, 5 }, three = { a, b, 3, 3 },
				  one = { a, b, 1, 1 };
	int64_t low, high;

	(void)state;
	/* The third lowest of 25 differences: the critical value of the rank test is 2 */
	gate_interval(&five, &low, &high);
	assert_int_equal(low, 70);
	assert_int_equal(high, 130);
	gate_interval(&three, &low, &high);
	assert_int_equal(low, 80);
	assert_int_equal(high, 120);
	gate_interval(&one, &low, &high);
	assert_int_equal(low, 100);
	assert_int_equal(high, 100);
}

static void more_ports_and_fewer_msrs(void **state)
{
	(void)state;
	for (size_t i = 5; i < 10; i++) {
		make_more(&pool[i], 2, "ioio", 2500);
		make_more(&pool[i], 7, "msr", -300);
	}
	assert_int_equal(judge_pool(5, 5), GATE_WORSE);
	assert_row("all", "all", GATE_WORSE);
	assert_row("all", "ioio", GATE_WORSE);
	assert_row("kernel", "ioio", GATE_WORSE);
	assert_row("all", "msr", GATE_BETTER);
	assert_row("login", "msr", GATE_BETTER);
	assert_row("all", "npf", GATE_SAME);
	assert_ptr_equal(gate_largest(&gate.pairs[0]), row("all", "ioio"));
}

static void fewer_are_better(void **state)
{
	(void)state;
	for (size_t i = 5; i < 10; i++)
		make_more(&pool[i], 2, "ioio", -2500);
	assert_int_equal(judge_pool(5, 5), GATE_BETTER);
	assert_row("all", "ioio", GATE_BETTER);
}

static void interrupts_of_the_host_stay_apart(void **state)
{
	(void)state;
	for (size_t i = 5; i < 10; i++)
		make_more(&pool[i], 2, "intr", 5000);
	assert_int_equal(judge_pool(5, 5), GATE_SAME);
	assert_row("all", "intr", GATE_WORSE);
	assert_true(row("all", "intr")->is_host);
	assert_row("all", "all", GATE_SAME);
	assert_row("kernel", "all", GATE_SAME);
}

/* A change that the gate allows is listed, and no reason to fail. */
static void changes_within_the_gate(void **state)
{
	(void)state;
	for (size_t i = 5; i < 10; i++)
		make_more(&pool[i], 2, "ioio", 2500);
	assert_true(gate_read_share("50%", &gate.share));
	assert_int_equal(judge_pool(5, 5), GATE_SAME);
	assert_true(row("all", "ioio")->is_certain);
	assert_int_equal(gate_limit(gate.share, &gate.pairs[0], row("all", "ioio")),
			 row("all", "ioio")->from.median / 2);
}

/* Two per cent of nothing */
static void a_reason_that_never_was(void **state)
{
	(void)state;
	for (size_t i = 5; i < 10; i++)
		make_more(&pool[i], 2, "wbinvd", 1000);
	assert_int_equal(judge_pool(5, 5), GATE_WORSE);
	assert_row("kernel", "wbinvd", GATE_WORSE);
	assert_int_equal(row("kernel", "wbinvd")->from.median, 0);
	assert_int_equal(row("kernel", "wbinvd")->change, 1000);
	assert_null(row("login", "wbinvd"));
}

static void too_few_runs(void **state)
{
	static const size_t counts[][2] = { { 1, 1 }, { 1, 5 }, { 5, 1 }, { 2, 2 }, { 2, 3 } };

	(void)state;
	for (size_t i = 3; i < 10; i++)
		make_more(&pool[i], 2, "ioio", 5000);
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		assert_int_equal(judge_pool(counts[i][0], counts[i][1]), GATE_CANNOT_TELL);
		assert_non_null(strstr(gate.pairs[0].why, "too few runs"));
		release();
	}
	assert_int_equal(judge_pool(3, 3), GATE_WORSE);
}

/* Noise that is larger than the gate hides what the gate is about. */
static void too_much_noise(void **state)
{
	(void)state;
	for (size_t i = 0; i < 10; i++)
		make_more(&pool[i], 2, "ioio", (int64_t)(i * 7 % 10) * 2000);
	assert_int_equal(judge_pool(5, 5), GATE_CANNOT_TELL);
	assert_null(gate.pairs[0].why);
	assert_row("all", "all", GATE_CANNOT_TELL);
}

static void exact_runs(void **state)
{
	(void)state;
	make_full(&pool[0], 0);
	make_full(&pool[1], 0);
	add(0, &pool[0]);
	add(1, &pool[1]);
	assert_int_equal(judge(), GATE_CANNOT_TELL);
	release();
	add(0, &pool[0]);
	add(1, &pool[1]);
	comparison.sets[0].runs[0].has_exact_pace = true;
	assert_int_equal(judge(), GATE_CANNOT_TELL);
	release();
	for (size_t more = 0; more < 3; more++) {
		const enum gate_answer wanted[] = { GATE_SAME, GATE_WORSE, GATE_WORSE };

		make_full(&pool[1], 0);
		make_more(&pool[1], 2, more == 2 ? "intr" : "ioio", more ? 1 : 0);
		add(0, &pool[0]);
		add(1, &pool[1]);
		comparison.sets[0].runs[0].has_exact_pace = true;
		comparison.sets[1].runs[0].has_exact_pace = true;
		assert_int_equal(judge(), wanted[more]);
		assert_true(gate.pairs[0].is_exact);
		release();
	}
	make_full(&pool[1], 0);
	make_more(&pool[1], 2, "ioio", -1);
	add(0, &pool[0]);
	add(0, &pool[0]);
	add(1, &pool[1]);
	add(1, &pool[1]);
	assert_int_equal(judge(), GATE_BETTER);
	assert_row("kernel", "ioio", GATE_BETTER);
}

/* On Intel the reason of an NMI has the exceptions of the guest, too. */
static void which_reasons_are_of_the_host(void **state)
{
	(void)state;
	make_full(&pool[0], 0);
	make_intel(&pool[0]);
	add(0, &pool[0]);
	assert_true(model_fill(&comparison));
	assert_true(exits_are_of_host(&comparison.sets[0], "external_interrupt"));
	assert_false(exits_are_of_host(&comparison.sets[0], "exception_nmi"));
	assert_false(exits_are_of_host(&comparison.sets[0], "intr"));
	release();
	make_full(&pool[0], 0);
	add(0, &pool[0]);
	assert_true(model_fill(&comparison));
	assert_true(exits_are_of_host(&comparison.sets[0], "intr"));
	assert_true(exits_are_of_host(&comparison.sets[0], "nmi"));
	assert_false(exits_are_of_host(&comparison.sets[0], "vintr"));
}

static void the_first_line_is_one_line(void **state)
{
	char text[SENTENCE_SIZE];

	(void)state;
	pool[5].end.verdict = VERDICT_FAIL;
	strcpy(pool[5].end.reason, "two\nlines\xff");
	assert_int_equal(judge_pool(5, 5), GATE_CANNOT_TELL);
	words_gate_first(text, &gate, &comparison);
	assert_string_equal(text, "cannot tell: new against base: the verdict of run 1 of new is "
				  "fail: two?lines?");
}

static void copies_are_no_runs(void **state)
{
	(void)state;
	for (size_t i = 0; i < 10; i++)
		add(i >= 5, &pool[i == 4 ? 3 : i]);
	assert_int_equal(judge(), GATE_CANNOT_TELL);
	assert_string_equal(gate.pairs[0].why, "a run is a copy of another one");
}

#define NUMBERS 60

/* The same for the rule alone, with numbers that have nothing in common */
static size_t rises_of_noise(size_t comparisons, size_t from_count, size_t to_count)
{
	uint64_t random = 7, from[NUMBERS][RUNS_MAX], to[NUMBERS][RUNS_MAX];
	struct gate_numbers numbers[NUMBERS];
	bool is_certain[NUMBERS];
	size_t rises = 0;

	for (size_t i = 0; i < comparisons; i++) {
		bool has_risen = false;

		for (size_t j = 0; j < NUMBERS; j++) {
			for (size_t k = 0; k < from_count; k++)
				from[j][k] = made_random(&random, 1000);
			for (size_t k = 0; k < to_count; k++)
				to[j][k] = made_random(&random, 1000);
			numbers[j] = (struct gate_numbers){ from[j], to[j], from_count, to_count };
		}
		assert_true(gate_find_certain(numbers, NUMBERS, 1, is_certain));
		for (size_t j = 0; j < NUMBERS; j++)
			has_risen = has_risen || (is_certain[j] && to[j][0] > from[j][0]);
		rises += has_risen;
	}
	return rises;
}

/* So many A/A comparisons of so many runs of the pool, drawn at random, are called worse. */
static size_t false_alarms(size_t comparisons, size_t runs)
{
	uint64_t random = 24;
	size_t alarms = 0;

	for (size_t i = 0; i < comparisons; i++) {
		size_t drawn[POOL];

		for (size_t j = 0; j < POOL; j++)
			drawn[j] = j;
		for (size_t j = 0; j < 2 * runs; j++) {
			const size_t at = j + (size_t)made_random(&random, POOL - j);
			const size_t taken = drawn[at];

			drawn[at] = drawn[j];
			drawn[j] = taken;
			add(j >= runs, &pool[taken]);
		}
		alarms += judge() == GATE_WORSE;
		release();
	}
	return alarms;
}

/* Of one direction as many as the ways allow, within chance: three standard deviations */
static void noise_rises_as_often_as_stated(void **state)
{
	static const struct {
		size_t from, to, stated; /* of 2,000 */
	} runs[] = { { 3, 3, 100 }, { 4, 4, 29 }, { 5, 5, 16 }, { 6, 6, 19 },
		     { 5, 2, 95 },  { 2, 5, 95 }, { 3, 5, 36 } };

	(void)state;
	for (size_t i = 0; i < sizeof(runs) / sizeof(runs[0]); i++) {
		const uint64_t all = gate_ways(runs[i].from, runs[i].to);
		const size_t rises = rises_of_noise(2000, runs[i].from, runs[i].to);
		const size_t more = rises > runs[i].stated ? rises - runs[i].stated : 0;

		assert_int_equal(runs[i].stated, (2000 * gate_ways_allowed(all) + all / 2) / all);
		assert_true(more * more <= 9 * runs[i].stated);
		assert_true(rises > 0);
	}
}

/* Exits that move from one phase to another: of all ways two, with one label or the other first */
static void what_moves_is_worse_both_ways(void **state)
{
	size_t alarms = 0, ways = 0;

	(void)state;
	for (unsigned int way = 0; way < 1 << 6; way++) {
		uint64_t values[2][2][3];
		size_t counts[2] = { 0 };
		bool is_certain[2] = { 0 };

		if (__builtin_popcount(way) != 3)
			continue;
		for (unsigned int run = 0; run < 6; run++) {
			const size_t label = way >> run & 1;
			const uint64_t exits = run < 3 ? run : 100 + run;

			values[0][label][counts[label]] = exits;
			values[1][label][counts[label]++] = 200 - exits;
		}
		assert_true(gate_find_certain(
			(struct gate_numbers[]){ { values[0][0], values[0][1], 3, 3 },
						 { values[1][0], values[1][1], 3, 3 } },
			2, 1, is_certain));
		alarms += is_certain[0] && is_certain[1];
		ways++;
	}
	assert_int_equal(alarms, 2);
	assert_int_equal(gate_false_alarm_in(3, 3), ways / alarms);
	assert_int_equal(gate_false_alarm_in(5, 5), 63);
	assert_int_equal(gate_false_alarm_in(4, 5), 126);
}

static void equal_boots_are_rarely_worse(void **state)
{
	(void)state;
	assert_int_equal(false_alarms(100, 5), 0);
	/* Without a share; a thousandth still counts */
	assert_true(gate_read_share("0%", &gate.share));
	assert_true(false_alarms(200, 3) <= 200 / 20);
	assert_true(false_alarms(140, 4) <= 140 / 70);
	assert_true(false_alarms(126, 5) <= 126 / 126);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shares),
		cmocka_unit_test(ways),
		cmocka_unit_test(what_moves_is_worse_both_ways),
		cmocka_unit_test(intervals),
		cmocka_unit_test_setup_teardown(more_ports_and_fewer_msrs, start, end),
		cmocka_unit_test_setup_teardown(fewer_are_better, start, end),
		cmocka_unit_test_setup_teardown(interrupts_of_the_host_stay_apart, start, end),
		cmocka_unit_test_setup_teardown(changes_within_the_gate, start, end),
		cmocka_unit_test_setup_teardown(a_reason_that_never_was, start, end),
		cmocka_unit_test_setup_teardown(too_few_runs, start, end),
		cmocka_unit_test_setup_teardown(too_much_noise, start, end),
		cmocka_unit_test_setup_teardown(exact_runs, start, end),
		cmocka_unit_test_setup_teardown(which_reasons_are_of_the_host, start, end),
		cmocka_unit_test_setup_teardown(the_first_line_is_one_line, start, end),
		cmocka_unit_test_setup_teardown(copies_are_no_runs, start, end),
		cmocka_unit_test(noise_rises_as_often_as_stated),
		cmocka_unit_test_setup_teardown(equal_boots_are_rarely_worse, start, end),
	};

	return run_tap(tests);
}
