// SPDX-License-Identifier: GPL-2.0-only
/*
 * Budgets: what is valid, what fits the records, and who exceeds them.
 */
#include <string.h>

#include "budgets.h"
#include "exits.h"
#include "made_record.h"
#include "model.h"
#include "test/cmocka_tap.h"

static struct budgets budgets;
static struct comparison comparison;
static struct record records[3];

static bool read(const char *text)
{
	return budgets_read(&budgets, text, strlen(text));
}

static void assert_refused(const char *text, uint64_t line, const char *error)
{
	assert_false(read(text));
	assert_int_equal(budgets.error_line, line);
	assert_non_null(strstr(budgets.error, error));
}

static void valid_lines(void **state)
{
	(void)state;
	assert_true(read("# the kernel\n\n kernel\tioio 40086 # COM1\r\nall all 0\nall msr "
			 "18446744073709551615"));
	assert_int_equal(budgets.count, 3);
	assert_string_equal(budgets.rows[0].phase, "kernel");
	assert_string_equal(budgets.rows[0].reason, "ioio");
	assert_int_equal(budgets.rows[0].max, 40086);
	assert_int_equal(budgets.rows[0].line, 3);
	assert_int_equal(budgets.rows[2].max, UINT64_MAX);
}

static void invalid_lines(void **state)
{
	(void)state;
	assert_refused("", 1, "no budget");
	assert_refused("# nothing\n", 2, "no budget");
	assert_refused("all all 1\nkernel ioio\n", 2, "not a budget");
	assert_refused("kernel ioio # 5\n", 1, "not a budget");
	assert_refused("kernel ioio 5 6\n", 1, "not a budget");
	assert_refused("kernel ioio -5\n", 1, "invalid number");
	assert_refused("kernel ioio 1,000\n", 1, "invalid number");
	assert_refused("kernel ioio 18446744073709551616\n", 1, "invalid number");
	assert_refused("Kernel ioio 5\n", 1, "invalid phase");
	assert_refused("kernel a_reason_with_a_name_that_is_longer_than_any 5\n", 1,
		       "invalid reason");
	assert_refused("all all 1\nall all 2\n", 2, "already");
	assert_false(budgets_read(&budgets, "all\0x all 1", 11));
}

static void too_many_lines(void **state)
{
	static char text[BUDGETS_MAX * 16];
	size_t at = 0;

	(void)state;
	for (size_t i = 0; i <= BUDGETS_MAX; i++)
		at += (size_t)snprintf(text + at, sizeof(text) - at, "p%zu all 1\n", i);
	assert_refused(text, BUDGETS_MAX + 1, "too many");
}

static int start(void **state)
{
	(void)state;
	memset(&comparison, 0, sizeof(comparison));
	comparison.count = 2;
	comparison.sets[0].run_count = 2;
	comparison.sets[1].run_count = 1;
	for (unsigned int i = 0; i < 2; i++) {
		make_full(&records[i], i);
		comparison.sets[0].runs[i].record = &records[i];
	}
	make_minimal(&records[2]);
	comparison.sets[1].runs[0].record = &records[2];
	return 0;
}

static int end(void **state)
{
	(void)state;
	for (size_t i = 0; i < comparison.count; i++)
		facts_free(&comparison.sets[i].facts);
	return 0;
}

static struct budget_use use_of(const char *text)
{
	assert_true(read(text));
	assert_true(budgets_fit(&budgets, &comparison));
	return budget_use_of(&budgets.rows[0], &comparison.sets[0]);
}

static void who_exceeds_them(void **state)
{
	char text[64];
	struct budget_use use;

	(void)state;
	assert_true(model_fill(&comparison));
	use = use_of("kernel ioio 1");
	assert_true(use.is_for_it);
	assert_int_equal(use.answer, GATE_WORSE);
	assert_int_equal(use.run, 2);
	assert_int_equal(use.most, records[1].phase_reasons[1].counts[10].exits);
	snprintf(text, sizeof(text), "kernel ioio %llu", (unsigned long long)use.most);
	assert_int_equal(use_of(text).answer, GATE_SAME);
	snprintf(text, sizeof(text), "kernel ioio %llu", (unsigned long long)use.most - 1);
	assert_int_equal(use_of(text).answer, GATE_WORSE);
	assert_int_equal(use_of("all npf 0").most,
			 records[1].reasons[13].before.exits + records[1].reasons[13].boot.exits -
				 records[1].phase_reasons[0].counts[13].exits);
	assert_int_equal(use_of("kernel all 1").most, records[1].phases[1].beyond);
	assert_int_equal(use_of("before ioio 1").most, records[1].reasons[10].before.exits);
	/* A reason of that vendor which never occurred */
	assert_int_equal(use_of("all monitor 0").answer, GATE_SAME);
	/* A phase of the other label */
	assert_false(use_of("idle all 5").is_for_it);
}

static void what_no_record_has(void **state)
{
	(void)state;
	assert_true(model_fill(&comparison));
	assert_true(read("all all 1\nkernle all 5\n"));
	assert_false(budgets_fit(&budgets, &comparison));
	assert_int_equal(budgets.error_line, 2);
	assert_string_equal(budgets.error, "no record has this phase");
	assert_true(read("all external_interrupt 5\n"));
	assert_false(budgets_fit(&budgets, &comparison));
	assert_string_equal(budgets.error, "no record has this reason");
}

/* A phase in which the VM was moved has no number. */
static void missing_numbers(void **state)
{
	(void)state;
	make_moved(&records[1], 4);
	assert_true(model_fill(&comparison));
	assert_int_equal(use_of("sysinit all 999999").answer, GATE_CANNOT_TELL);
	assert_int_equal(use_of("sysinit all 1").answer, GATE_WORSE);
	assert_int_equal(use_of("network all 999999").answer, GATE_SAME);
	assert_int_equal(use_of("all all 999999999").answer, GATE_CANNOT_TELL);
	assert_int_equal(use_of("all ioio 999999999").answer, GATE_CANNOT_TELL);
	assert_int_equal(use_of("before ioio 999999999").answer, GATE_SAME);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(valid_lines),
		cmocka_unit_test(invalid_lines),
		cmocka_unit_test(too_many_lines),
		cmocka_unit_test_setup_teardown(who_exceeds_them, start, end),
		cmocka_unit_test_setup_teardown(what_no_record_has, start, end),
		cmocka_unit_test_setup_teardown(missing_numbers, start, end),
	};

	return run_tap(tests);
}
