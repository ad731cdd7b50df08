// SPDX-License-Identifier: GPL-2.0-only
/*
 * Text, statistics, command line, waits.
 */
#include <string.h>

#include "lib/cmdline.h"
#include "lib/patience.h"
#include "lib/stats.h"
#include "lib/text.h"
#include "test/cmocka_tap.h"

static void assert_scaled(uint64_t value, const char *wanted)
{
	char buffer[TEXT_NUMBER_SIZE];
	struct text text = text_in(buffer, sizeof(buffer));

	text_scaled(&text, value);
	assert_string_equal(buffer, wanted);
}

static void scaled_numbers_stay_within_five_characters(void **state)
{
	(void)state;
	assert_scaled(0, "0");
	assert_scaled(99999, "99999");
	assert_scaled(100000, "100k");
	assert_scaled(999999, "999k");
	assert_scaled(1000000, "1.0M");
	assert_scaled(12345678, "12.3M");
	assert_scaled(999999999, "999M");
	assert_scaled(UINT64_MAX, "18.4E");
}

static void text_is_cut_at_its_size(void **state)
{
	char buffer[8];
	struct text text = text_in(buffer, sizeof(buffer));

	(void)state;
	text_number(&text, UINT64_MAX);
	assert_string_equal(buffer, "1844674");
	assert_true(text.cut);
	text_pad(&text, 100);
	text_right(&text, "long", 100);
	assert_string_equal(buffer, "1844674");
}

static void numbers_and_columns(void **state)
{
	char buffer[32];
	struct text text = text_in(buffer, sizeof(buffer));

	(void)state;
	text_hex(&text, 0xBEEF, 8);
	text_pad(&text, 10);
	text_right(&text, "12", 4);
	text_right(&text, "123", 2);
	text_scaled_right(&text, 1500000, 7);
	assert_string_equal(buffer, "0000beef    12123   1.5M");
	assert_false(text.cut);
}

static void statistics(void **state)
{
	uint64_t odd[] = { 5, 1, 4, 2, 3 }, even[] = { 9, 7, 8, 1 }, many[1000];
	struct stats stats = stats_of(odd, 5);

	(void)state;
	assert_int_equal(stats.min, 1);
	assert_int_equal(stats.median, 3);
	assert_int_equal(stats.max, 5);
	stats = stats_of(even, 4);
	assert_int_equal(stats.median, 7);
	assert_int_equal(stats_of(NULL, 0).max, 0);
	for (size_t i = 0; i < 1000; i++)
		many[i] = i * 7919 % 1000;
	stats_of(many, 1000);
	for (size_t i = 0; i < 1000; i++)
		assert_int_equal(many[i], i);
}

static void command_line_numbers(void **state)
{
	uint64_t value = 7;

	(void)state;
	assert_int_equal(cmdline_number("", "n", 9, &value), CMDLINE_ABSENT);
	assert_int_equal(cmdline_number("n n1=2 xn=3", "n", 9, &value), CMDLINE_ABSENT);
	assert_int_equal(cmdline_number("n=10", "n", 9, &value), CMDLINE_BAD);
	assert_int_equal(cmdline_number("n=", "n", 9, &value), CMDLINE_BAD);
	assert_int_equal(cmdline_number("n=-1", "n", 9, &value), CMDLINE_BAD);
	assert_int_equal(cmdline_number("n=1x", "n", 9, &value), CMDLINE_BAD);
	assert_int_equal(cmdline_number("n=99999999999999999999", "n", UINT64_MAX, &value),
			 CMDLINE_BAD);
	assert_int_equal(value, 7);
	assert_int_equal(cmdline_number("/path n=1  n=9 ", "n", 9, &value), CMDLINE_FOUND);
	assert_int_equal(value, 9);
}

static void command_line_words(void **state)
{
	static const char *const words[] = { "halt", "debug" };
	unsigned int value = 0;

	(void)state;
	assert_int_equal(cmdline_word("exit=debug", "exit", words, 2, &value), CMDLINE_FOUND);
	assert_int_equal(value, 1);
	assert_int_equal(cmdline_word("exit=debugs", "exit", words, 2, &value), CMDLINE_BAD);
	assert_int_equal(cmdline_word("exit=", "exit", words, 2, &value), CMDLINE_BAD);
	assert_int_equal(cmdline_word("exits=halt", "exit", words, 2, &value), CMDLINE_ABSENT);
	assert_int_equal(value, 1);
}

#define SECOND 2000000000ULL /* at 2 GHz */

static void a_wait_lasts_by_time(void **state)
{
	struct patience patience = { .khz = 2000000 };

	(void)state;
	patience_begin(&patience, 5);
	assert_true(patience_lasts(&patience, 5 + 30 * SECOND));
	assert_true(patience_lasts(&patience, 4 + PATIENCE_SECONDS * SECOND));
	assert_false(patience_lasts(&patience, 5 + PATIENCE_SECONDS * SECOND));
	/* There was progress: it begins anew. */
	patience_begin(&patience, 5 + PATIENCE_SECONDS * SECOND);
	assert_true(patience_lasts(&patience, 5 + (PATIENCE_SECONDS + 30) * SECOND));
}

/* Whatever the TSC's frequency is, half a minute is waited. */
static void an_unknown_clock_is_taken_for_a_fast_one(void **state)
{
	struct patience patience = { 0 };

	(void)state;
	patience_begin(&patience, 0);
	assert_true(patience_lasts(&patience, 30 * 6000000000ULL));
	assert_false(patience_lasts(&patience, 1000ULL * PATIENCE_FASTEST_KHZ * PATIENCE_SECONDS));
}

static void long_waits_add_up(void **state)
{
	struct patience patience = { .khz = 2000000 };

	(void)state;
	for (int i = 0; i < 1000; i++) {
		patience_begin(&patience, 0);
		patience_end(&patience, SECOND / 500);
	}
	assert_int_equal(patience.waited, 0);
	patience_end(&patience, 12 * SECOND);
	patience_begin(&patience, 20 * SECOND);
	patience_end(&patience, 21 * SECOND);
	assert_int_equal(patience.waited, 13000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scaled_numbers_stay_within_five_characters),
		cmocka_unit_test(text_is_cut_at_its_size),
		cmocka_unit_test(numbers_and_columns),
		cmocka_unit_test(statistics),
		cmocka_unit_test(command_line_numbers),
		cmocka_unit_test(command_line_words),
		cmocka_unit_test(a_wait_lasts_by_time),
		cmocka_unit_test(an_unknown_clock_is_taken_for_a_fast_one),
		cmocka_unit_test(long_waits_add_up),
	};

	return run_tap(tests);
}
