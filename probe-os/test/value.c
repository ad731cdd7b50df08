// SPDX-License-Identifier: GPL-2.0-only
/*
 * Values by kind and key, as scripts query them.
 */
#include <string.h>

#include "exit_probe_abi.h"
#include "test/cmocka_tap.h"
#include "test/sample_record.h"
#include "tool/value.h"

static char value[RECORD_LINE_SIZE];

/* The first line of that kind, and of that name unless NULL */
static struct record_place place_of(const char *kind, const char *name)
{
	for (uint64_t i = 0; i < sample.begin.lines; i++) {
		const struct record_place place = record_place_of(&sample.begin, i);

		if (text_equal(place.kind->name, kind) &&
		    (!name || text_equal(value_name(&sample, &place), name)))
			return place;
	}
	fail();
	return (struct record_place){ 0 };
}

static enum value_result look_up(const char *kind, const char *name, const char *key)
{
	const struct record_place place = place_of(kind, name);
	struct text text = text_in(value, sizeof(value));

	return value_of(&text, &sample, &place, key);
}

static void is(const char *kind, const char *name, const char *key, const char *wanted)
{
	assert_int_equal(look_up(kind, name, key), VALUE_FOUND);
	assert_string_equal(value, wanted);
}

static void is_unknown(const char *kind, const char *name, const char *key)
{
	assert_int_equal(look_up(kind, name, key), VALUE_UNKNOWN);
}

static void values_match_the_record(void **state)
{
	(void)state;
	make_sample(true);
	is("host", NULL, "patched", "yes");
	is("host", NULL, "vendor", "intel");
	is("end", NULL, "verdict", "pass");
	is("checkpoint", "end", "exits", "25");
	is("phase", "end", "beyond", "6");
	is("bench", "hlt", "exits_by", "hlt:3,intr:1");
	is("bench", "empty", "exits_by", "");
	is("reason", "cpuid", "histogram", "1:18");
	is("reasons", "cpu", "cpuid", "6:1");
	is("checkpoint", "end", "generation", "7");
	is("reason", "cpuid", "blocked", "9");
}

static void a_text_stays_in_one_line(void **state)
{
	(void)state;
	make_sample(true);
	is("host", NULL, "cpu", "a \"CPU\" \\ \\xff\\x09");
	is("host", NULL, "hypervisor", "");
}

static void parts_of_values_are_found(void **state)
{
	(void)state;
	make_sample(true);
	is("reasons", "cpu", "cpuid.exits", "6");
	is("reasons", "cpu", "cpuid.kernel", "1");
	is("reasons", "end", "reason_80000021.exits", "1");
	is("bench", "hlt", "exits_by.hlt", "3");
	is("reason", "cpuid", "histogram.1", "18");
}

static void reasons_that_did_not_occur_are_zero(void **state)
{
	(void)state;
	make_sample(true);
	is("reasons", "cpu", "hlt", "0:0");
	is("reasons", "cpu", "hlt.exits", "0");
	is("bench", "hlt", "exits_by.cpuid", "0");
	is("bench", "empty", "exits_by.hlt", "0");
	is("reason", "cpuid", "histogram.31", "0");
}

static void missing_keys_are_unknown(void **state)
{
	char key[200];

	(void)state;
	make_sample(true);
	is_unknown("host", NULL, "exits");
	is_unknown("host", NULL, "");
	is_unknown("host", NULL, "patched.yes");
	is_unknown("checkpoint", "end", "exits.kernel");
	is_unknown("reasons", "cpu", "ioio"); /* AMD's */
	is_unknown("reasons", "cpu", "cpuid.cycles");
	is_unknown("reasons", "cpu", "cpuid.");
	is_unknown("bench", "hlt", "exits_by.");
	is_unknown("bench", "hlt", "exits_by.ioio");
	is_unknown("reason", "cpuid", "histogram.32");
	is_unknown("reason", "cpuid", "histogram.-1");
	is_unknown("reason", "cpuid", "histogram.1x");
	memset(key, 'x', sizeof(key) - 1);
	key[sizeof(key) - 1] = '\0';
	is_unknown("host", NULL, key);
}

static void an_unpatched_host_has_no_counters(void **state)
{
	(void)state;
	make_sample(false);
	assert_int_equal(look_up("phase", "end", "exits"), VALUE_NOT_COUNTED);
	assert_int_equal(look_up("bench", "hlt", "exits_by.hlt"), VALUE_NOT_COUNTED);
	is("phase", "end", "tsc", "1000");
}

static void an_earlier_version_has_fewer_keys(void **state)
{
	(void)state;
	make_sample(true);
	is("host", NULL, "tsc_spread", "0");
	assert_int_equal(look_up("phase", "end", "scheduled_out"), VALUE_NO_LONGER);
	make_earlier();
	is("phase", "end", "scheduled_out", "1");
	assert_int_equal(look_up("phase", "end", "blocked"), VALUE_NOT_YET);
	sample.begin.version = RECORD_VERSION_OLDEST;
	assert_int_equal(look_up("host", NULL, "tsc_spread"), VALUE_NOT_YET);
	is("host", NULL, "tsc_khz", "0");
}

static void a_host_may_count_no_cycles(void **state)
{
	(void)state;
	make_sample(true);
	sample.host.mode = EXIT_PROBE_MODE_COUNT;
	is("phase", "end", "exits", "10");
	is("reasons", "cpu", "cpuid", "6");
	is("reasons", "cpu", "cpuid.exits", "6");
	is("reasons", "cpu", "hlt", "0");
	assert_int_equal(look_up("reasons", "cpu", "cpuid.kernel"), VALUE_NOT_TIMED);
	assert_int_equal(look_up("phase", "end", "kernel"), VALUE_NOT_TIMED);
	assert_int_equal(look_up("bench", "hlt", "halted"), VALUE_NOT_TIMED);
	assert_int_equal(look_up("reason", "cpuid", "histogram.1"), VALUE_NOT_TIMED);
}

static void a_hosts_own_record_has_exits_only(void **state)
{
	(void)state;
	make_sample(true);
	sample.host.patched = 0;
	sample.host.source = SOURCE_HOST;
	is("host", NULL, "source", "host");
	is("phase", "end", "exits", "10");
	is("reasons", "cpu", "cpuid", "6");
	assert_int_equal(look_up("reasons", "cpu", "cpuid.kernel"), VALUE_NOT_KEPT);
	assert_int_equal(look_up("phase", "end", "tsc"), VALUE_NOT_KEPT);
	assert_int_equal(look_up("phase", "end", "userspace_exits"), VALUE_NOT_KEPT);
	assert_int_equal(look_up("checkpoint", "end", "halted"), VALUE_NOT_KEPT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_match_the_record),
		cmocka_unit_test(a_text_stays_in_one_line),
		cmocka_unit_test(parts_of_values_are_found),
		cmocka_unit_test(reasons_that_did_not_occur_are_zero),
		cmocka_unit_test(missing_keys_are_unknown),
		cmocka_unit_test(an_unpatched_host_has_no_counters),
		cmocka_unit_test(an_earlier_version_has_fewer_keys),
		cmocka_unit_test(a_host_may_count_no_cycles),
		cmocka_unit_test(a_hosts_own_record_has_exits_only),
	};

	return run_tap(tests);
}
