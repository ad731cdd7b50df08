// SPDX-License-Identifier: GPL-2.0-only
/*
 * Samples good and bad.
 */
#include <string.h>

#include "samples.h"
#include "test/cmocka_tap.h"

static struct samples samples;

static bool read_all(const char *text)
{
	samples_start(&samples);
	while (*text) {
		size_t length = strcspn(text, "\n");

		samples_line(&samples, text, length);
		text += length + (text[length] == '\n');
	}
	return samples_finish(&samples);
}

static void refused(const char *text, uint64_t line, const char *why)
{
	assert_false(read_all(text));
	assert_string_equal(samples.error, why);
	assert_int_equal(samples.error_line, line);
	samples_free(&samples);
}

static void columns_go_by_name(void **state)
{
	(void)state;
	assert_true(read_all("exits,exits_cpuid,time_ms\r\n1,1,0.5\r\n20,7,1000.1239\r\n"));
	assert_int_equal(samples.series.count, 2);
	assert_int_equal(samples.series.points[0].us, 500);
	assert_int_equal(samples.series.points[1].us, 1000123);
	assert_int_equal(samples.series.points[1].exits, 20);
	assert_int_equal(samples.last[1], 7);
	samples_free(&samples);
}

static void remarks_may_come_first(void **state)
{
	(void)state;
	assert_true(read_all("# vm=42-9\r\n# name=a, b=#\ntime_ms,exits\n0,1\n1,2\n"));
	assert_int_equal(samples.columns, 2);
	assert_int_equal(samples.series.count, 2);
	samples_free(&samples);
	refused("# vm=42-9\n# a remark of none\n", 2,
		"no samples: the first line is not a list of column names");
	refused("# vm=42-9\n", 1, "no samples: at least two rows are needed");
	refused("time_ms,exits\n# vm=42-9\n0,1\n", 2,
		"a value is not a number, or there are more than columns");
}

static void bad_files_are_refused(void **state)
{
	(void)state;
	refused("", 1, "no samples: at least two rows are needed");
	refused("\177ELF\n", 1, "no samples: the first line is not a list of column names");
	refused("time_ms,cpuid\n", 1, "the columns time_ms and exits are not both there");
	refused("time_ms,exits,exits\n", 1, "a column stands twice, or there are too many");
	refused("time_ms,exits,vm\n", 1, "samples of several VMs: take those of one");
	refused("time_ms,exits\n0,0\n", 2, "no samples: at least two rows are needed");
}

static void bad_rows_are_refused(void **state)
{
	(void)state;
	refused("time_ms,exits\n0,0\n1,-1\n", 3,
		"a value is not a number, or there are more than columns");
	refused("time_ms,exits\n0,0,0\n", 2,
		"a value is not a number, or there are more than columns");
	refused("time_ms,exits\n0\n", 2, "the row has fewer values than there are columns");
	refused("time_ms,exits\n0,0\n5,9\n4,9\n", 4, "time_ms or exits runs backwards");
	refused("time_ms,exits\n0,0\n5,9\n6,8\n", 4, "time_ms or exits runs backwards");
	refused("time_ms,exits\n0,18446744073709551616\n", 2,
		"a value is not a number, or there are more than columns");
	refused("time_ms,exits\n18446744073709552,1\n", 2,
		"a value is not a number, or there are more than columns");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_go_by_name),
		cmocka_unit_test(remarks_may_come_first),
		cmocka_unit_test(bad_files_are_refused),
		cmocka_unit_test(bad_rows_are_refused),
	};

	return run_tap(tests);
}
