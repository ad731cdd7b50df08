// SPDX-License-Identifier: GPL-2.0-only
/*
 * Options, verdict, and decoding of the registers.
 */
#include <string.h>

#include "probe/options.h"
#include "probe/sample.h"
#include "probe/verdict.h"
#include "test/cmocka_tap.h"

static void options_have_defaults(void **state)
{
	struct options options;

	(void)state;
	assert_null(options_read("/boot/exit-probe.elf quiet", &options));
	assert_int_equal(options.exit, EXIT_HALT);
	assert_int_equal(options.touch_mib, TOUCH_MIB_DEFAULT);
	assert_null(options_read("exit=poweroff touch_mib=0", &options));
	assert_int_equal(options.exit, EXIT_POWEROFF);
	assert_int_equal(options.touch_mib, 0);
}

static void bad_options_are_reported(void **state)
{
	struct options options;

	(void)state;
	assert_string_equal(options_read("exit=reboot", &options),
			    "command line: exit= is none of halt, debug, poweroff");
	assert_string_equal(options_read("exit=debug touch_mib=3073", &options),
			    "command line: touch_mib= is not a number up to 3072");
	assert_int_equal(options.exit, EXIT_DEBUG);
	assert_int_equal(options.touch_mib, TOUCH_MIB_DEFAULT);
}

static void the_worst_verdict_wins(void **state)
{
	struct record_end end = { 0 };

	(void)state;
	verdict_worsen(&end, VERDICT_UNPATCHED, "a");
	verdict_worsen(&end, VERDICT_FAIL, NULL);
	assert_int_equal(end.verdict, VERDICT_UNPATCHED);
	verdict_remark(&end, "no such device");
	assert_int_equal(end.verdict, VERDICT_UNPATCHED);
	assert_string_equal(end.reason, "no such device");
	verdict_worsen(&end, VERDICT_FAIL, "b");
	verdict_worsen(&end, VERDICT_ERROR, "c");
	verdict_worsen(&end, VERDICT_FAIL, "d");
	verdict_remark(&end, "no such device");
	assert_int_equal(end.verdict, VERDICT_FAIL);
	assert_string_equal(end.reason, "b");
}

static void what_is_appended_is_whole(void **state)
{
	struct record_end end = { 0 };
	char most[sizeof(end.reason) - 4];

	(void)state;
	verdict_append(&end, "a");
	assert_string_equal(end.reason, "a");
	verdict_worsen(&end, VERDICT_FAIL, "b");
	verdict_append(&end, "c");
	assert_string_equal(end.reason, "b; c");
	memset(most, 'x', sizeof(most));
	most[sizeof(most) - 1] = '\0';
	verdict_append(&end, most);
	assert_string_equal(end.reason, "b; c");
	most[sizeof(most) - 3] = '\0';
	verdict_append(&end, most);
	assert_int_equal(strlen(end.reason), sizeof(end.reason) - 1);
}

static void registers_are_decoded_as_in_the_abi(void **state)
{
	const struct sample sample = { .totals = { { 5, 6, 7, 8 },
						   { 9, 10, 11, 12 },
						   { 13, 14, 15, 16 },
						   { 17, 18, 19, 20 },
						   { 1, 2, 3, 4 },
						   { 21, 22, 0, 0 } } };
	const struct record_counters wanted = {
		.exits = 2ULL << 32 | 1,
		.kernel = 4ULL << 32 | 3,
		.userspace = 6ULL << 32 | 5,
		.halted = 8ULL << 32 | 7,
		.preempted = 10ULL << 32 | 9,
		.blocked = 12ULL << 32 | 11,
		.guest = 14ULL << 32 | 13,
		.passes = 16ULL << 32 | 15,
		.userspace_exits = 18ULL << 32 | 17,
		.nested_exits = 20ULL << 32 | 19,
	};
	struct record_counters counters;

	(void)state;
	sample_decode(&sample, &counters);
	assert_memory_equal(&counters, &wanted, sizeof(wanted));
	assert_int_equal(sample_generation(&sample), 22ULL << 32 | 21);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(options_have_defaults),
		cmocka_unit_test(bad_options_are_reported),
		cmocka_unit_test(the_worst_verdict_wins),
		cmocka_unit_test(what_is_appended_is_whole),
		cmocka_unit_test(registers_are_decoded_as_in_the_abi),
	};

	return run_tap(tests);
}
