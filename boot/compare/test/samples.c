// SPDX-License-Identifier: GPL-2.0-only
/*
 * Valid and invalid samples.
 */
#include <stdio.h>
#include <string.h>

#include "made_record.h"
#include "samples.h"
#include "test/cmocka_tap.h"

static struct samples samples;

static bool read_all(const char *text)
{
	return samples_read(&samples, text, strlen(text), NULL);
}

static void refused(const char *text, uint64_t line, const char *why)
{
	assert_false(read_all(text));
	assert_string_equal(samples.error, why);
	assert_int_equal(samples.error_line, line);
	samples_free(&samples);
}

static void columns_are_found_by_name(void **state)
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
	refused("# vm=42-9\n# not a remark\n", 2,
		"malformed header: the first line is not a list of column names");
	refused("# vm=42-9\n", 1, "too few samples: at least two rows are needed");
	refused("time_ms,exits\n# vm=42-9\n0,1\n", 2,
		"a value is not a number, or the row has too many values");
}

static void bad_files_are_refused(void **state)
{
	(void)state;
	refused("", 1, "too few samples: at least two rows are needed");
	refused("\177ELF\n", 1, "malformed header: the first line is not a list of column names");
	refused("time_ms,cpuid\n", 1, "the column time_ms or exits is missing");
	refused("time_ms,exits,exits\n", 1,
		"a column appears twice, or there are too many columns");
	refused("time_ms,exits,vm\n", 1, "samples of several VMs: use a file with one VM");
	refused("time_ms,exits\n0,0\n", 2, "too few samples: at least two rows are needed");
}

static void bad_rows_are_refused(void **state)
{
	(void)state;
	refused("time_ms,exits\n0,0\n1,-1\n", 3,
		"a value is not a number, or the row has too many values");
	refused("time_ms,exits\n0,0,0\n", 2,
		"a value is not a number, or the row has too many values");
	refused("time_ms,exits\n0\n", 2, "the row has too few values");
	refused("time_ms,exits\n0,0\n5,9\n4,9\n", 4, "time_ms or exits decreases");
	refused("time_ms,exits\n0,0\n5,9\n6,8\n", 4, "time_ms or exits decreases");
	refused("time_ms,exits\n0,18446744073709551616\n", 2,
		"a value is not a number, or the row has too many values");
	refused("time_ms,exits\n18446744073709552,1\n", 2,
		"a value is not a number, or the row has too many values");
}

static void a_truncated_last_line_is_refused(void **state)
{
	(void)state;
	refused("time_ms,exits\n0,0\n5,90\n10,512", 4,
		"the last line is truncated: it has no newline");
	refused("time_ms,exits\n0,0\n5,90\n10", 4, "the last line is truncated: it has no newline");
	refused("time_ms,exits", 1, "the last line is truncated: it has no newline");
}

static void remarks_identify_the_vm(void **state)
{
	(void)state;
	assert_true(read_all("# sampler=1\n# vm=94-10\n# pid=94\n# name=a, b\n# uuid=\n"
			     "# from=running\ntime_ms,exits\n0,5\n1,7\n"));
	assert_string_equal(samples.vm, "PID 94, a, b, UUID ");
	assert_true(samples.has_late_start);
	samples_free(&samples);
	assert_true(read_all("# from=start\ntime_ms,exits\n0,0\n1,7\n"));
	assert_false(samples.has_late_start);
	samples_free(&samples);
	refused("time_ms,exits\n0,0\n# pid=1\n", 3,
		"a value is not a number, or the row has too many values");
}

/* Checks samples against a record with 4294 exits, 1415 of them nested page faults. */
static bool agrees(const char *rows)
{
	static struct record record;
	char text[1024];

	make_minimal(&record);
	assert_int_equal(record.checkpoints[5].counters.exits, 4294);
	snprintf(text, sizeof(text), "# pid=7\ntime_ms,exits,exits_npf,exits_io\n%s", rows);
	return samples_read(&samples, text, strlen(text), &record);
}

static void samples_reach_the_end_of_the_record(void **state)
{
	static const char *const good[] = {
		"0,0,0,0\n1,4000,1400,0\n2,9000,1415,9\n",
		"0,0,0,0\n1,4294,1415,0\n",
		/* Read while the record ended */
		"0,0,0,0\n1,4000,1415,0\n2,4290,1416,0\n3,4400,1416,0\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		if (!agrees(good[i]))
			fail_msg("%s", samples.error);
		samples_free(&samples);
	}
}

static void samples_of_another_vm_are_refused(void **state)
{
	(void)state;
	assert_false(agrees("0,0,0,0\n1,4000,1400,0\n2,4293,1415,0\n"));
	assert_string_equal(samples.error, "samples of another VM, or truncated: they end at 4293 "
					   "exits, the record ends at 4294 (PID 7)");
	samples_free(&samples);
	assert_false(agrees("0,0,0,0\n1,3000,1416,0\n2,3500,1417,0\n3,9000,1500,0\n"));
	assert_string_equal(samples.error,
			    "samples of another VM: at 3000 exits their exits_npf is 1416, but the "
			    "record ends with 1415 at 4294 exits (PID 7)");
	samples_free(&samples);
	assert_false(agrees("0,0,0,0\n1,5000,3,0\n2,6000,4,0\n3,9000,5,0\n"));
	samples_free(&samples);
}

/* They would be accepted for any record that ends before. */
static void samples_that_begin_after_the_record_are_refused(void **state)
{
	(void)state;
	assert_false(agrees("0,5000,1500,3\n1,6000,1600,4\n"));
	assert_string_equal(samples.error,
			    "the samples begin at 5000 exits, after the end of the "
			    "record at 4294: start the sampler before the VM (PID 7)");
	samples_free(&samples);
	assert_false(agrees("0,4294,1415,0\n1,4294,1415,0\n2,9000,1600,4\n"));
	samples_free(&samples);
	assert_true(agrees("0,4293,1415,0\n1,4294,1415,0\n2,9000,1600,4\n"));
	samples_free(&samples);
}

/* The record takes 124 ms from 3077 exits on. */
static void a_wrong_unit_of_time_is_refused(void **state)
{
	(void)state;
	assert_false(agrees("0,0,0,0\n0.9,3077,1372,0\n1.024,4294,1415,0\n"));
	assert_string_equal(samples.error,
			    "the samples take 0.1 ms for what takes 124.0 ms in the record: "
			    "time_ms has to be in milliseconds (PID 7)");
	samples_free(&samples);
	assert_false(agrees("0,0,0,0\n900000,3077,1372,0\n1024000,4294,1415,0\n"));
	assert_string_equal(samples.error,
			    "the samples take 124000.0 ms for what takes 124.0 ms in the record: "
			    "time_ms has to be in milliseconds (PID 7)");
	samples_free(&samples);
	/* Paused meanwhile */
	assert_true(agrees("0,0,0,0\n900,3077,1372,0\n9000,4294,1415,0\n"));
	samples_free(&samples);
	/* Too few samples to know */
	assert_true(agrees("0,0,0,0\n1,9000,2000,0\n"));
	samples_free(&samples);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_are_found_by_name),
		cmocka_unit_test(remarks_may_come_first),
		cmocka_unit_test(bad_files_are_refused),
		cmocka_unit_test(bad_rows_are_refused),
		cmocka_unit_test(a_truncated_last_line_is_refused),
		cmocka_unit_test(remarks_identify_the_vm),
		cmocka_unit_test(samples_reach_the_end_of_the_record),
		cmocka_unit_test(samples_of_another_vm_are_refused),
		cmocka_unit_test(a_wrong_unit_of_time_is_refused),
		cmocka_unit_test(samples_that_begin_after_the_record_are_refused),
	};

	return run_tap(tests);
}
