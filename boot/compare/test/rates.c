// SPDX-License-Identifier: GPL-2.0-only
/*
 * Exits over time from both sources: net exits, without what only measures, and up to
 * the end of the record.
 */
#include <string.h>

#include "exit_probe_abi.h"
#include "run_series.h"
#include "test/cmocka_tap.h"

#define SECOND 1000000 /* microseconds; the record's TSC counts them */
#define READS  20

static struct record record;
static struct samples samples;
static struct run run;

static void add_phase(const char *name, uint64_t seconds, uint64_t exits, uint64_t reads)
{
	uint64_t id = record.begin.checkpoints++;
	struct record_checkpoint *to = &record.checkpoints[id];

	to->id = id;
	to->tsc = to[-1].tsc + seconds * SECOND;
	to->counters = to[-1].counters;
	to->counters.exits += exits;
	strcpy(to->name, name);
	record.phases[id - 1] = record_phase_of(&record, id, reads);
}

/* 1 s of firmware, 1 s of calibration, 2 s of work */
static int start(void **state)
{
	(void)state;
	memset(&record, 0, sizeof(record));
	memset(&run, 0, sizeof(run));
	record.host.patched = 1;
	record.host.scope = EXIT_PROBE_SCOPE_VM;
	record.host.tsc_khz = 1000;
	record.begin.checkpoints = 1;
	strcpy(record.checkpoints[0].name, "entry");
	record.checkpoints[0].counters.exits = 100;
	add_phase("calibration", 1, 1000, READS + 900);
	add_phase("work", 2, 400 + READS, READS);
	run.record = &record;
	return 0;
}

static int end(void **state)
{
	(void)state;
	samples_free(&samples);
	return 0;
}

static void sample(const char *text)
{
	assert_true(samples_read(&samples, text, strlen(text), &record));
	run.samples = &samples;
}

/* Compares the series with the exits at its beginning and end, and its seconds. */
static struct series assert_series(enum rate_source source, uint64_t first, uint64_t last,
				   uint64_t us)
{
	static struct point room[SERIES_RATED_MAX];
	const struct series series = run_series(&run, source, room);

	assert_int_equal(series.count, SERIES_RATED_MAX);
	assert_int_equal(series.points[0].exits, first);
	assert_int_equal(series.points[SERIES_WINDOWS].exits, last);
	assert_int_equal(series.points[SERIES_WINDOWS].us - series.points[0].us, us);
	return series;
}

static void checkpoints_have_net_exits(void **state)
{
	(void)state;
	assert_series(RATE_OF_CHECKPOINTS, 100, 500, 2 * SECOND);
}

static void samples_have_the_same_and_firmware(void **state)
{
	struct series series;

	(void)state;
	sample("time_ms,exits\n0,0\n1000,100\n2000,1100\n2000,1119\n4000,1519\n4000,1520\n");
	series = assert_series(RATE_OF_SAMPLES, 0, 500, 3 * SECOND);
	assert_int_equal(series.points[20].exits, 140); /* after 1.2 s */
	assert_int_equal(series.points[40].exits, 380); /* after 2.4 s */
}

/* The probe prints its report after its last checkpoint. */
static void samples_after_the_record_do_not_count(void **state)
{
	(void)state;
	sample("time_ms,exits\n0,0\n1000,100\n2000,1100\n4000,1520\n9000,90000\n");
	assert_series(RATE_OF_SAMPLES, 0, 500, 3 * SECOND);
	samples_free(&samples);
	/* The record ends between two samples. */
	sample("time_ms,exits\n0,0\n1000,100\n2000,1100\n8000,2360\n");
	assert_series(RATE_OF_SAMPLES, 0, 500, 3 * SECOND);
}

/* Few samples: the checkpoints lie between them. */
static void measurement_between_samples_is_left_out(void **state)
{
	(void)state;
	sample("time_ms,exits\n0,0\n15200,1520\n");
	assert_series(RATE_OF_SAMPLES, 0, 500, (uint64_t)52 * SECOND / 10);
}

static void a_sampler_may_start_late(void **state)
{
	(void)state;
	sample("# from=running\ntime_ms,exits\n0,1119\n2000,1519\n3000,1520\n");
	assert_series(RATE_OF_SAMPLES, 1119, 1519, 3 * SECOND);
}

/* KVM's statistic also has entries that failed, and exits of nested guests. */
static void samples_are_of_kvms_statistic(void **state)
{
	(void)state;
	for (size_t i = 0; i < 3; i++)
		record.checkpoints[i].counters.passes = 50;
	sample("time_ms,exits\n0,0\n1000,150\n2000,1150\n2000,1169\n4000,1569\n4000,1570\n");
	assert_series(RATE_OF_SAMPLES, 0, 550, 3 * SECOND);
}

/* Where the record ends in them is unknown: the report's printing would count. */
static void samples_without_the_records_totals_have_no_rate(void **state)
{
	struct point room[SERIES_RATED_MAX];

	(void)state;
	record.host.patched = 0;
	sample("time_ms,exits\n0,0\n1000,100\n2000,1100\n4000,1520\n9000,90000\n");
	assert_int_equal(run_series(&run, RATE_OF_SAMPLES, room).count, 0);
	samples_free(&samples);
	record.host.patched = 1;
	record.phases[1].moved = true;
	sample("time_ms,exits\n0,0\n1000,100\n2000,1100\n4000,1520\n9000,90000\n");
	assert_int_equal(run_series(&run, RATE_OF_SAMPLES, room).count, 0);
}

/* An invented record, whose counters nearly wrap */
static void sums_that_wrap_are_no_times(void **state)
{
	struct point room[SERIES_RATED_MAX];
	struct series series;

	(void)state;
	record.checkpoints[1].counters.passes = UINT64_MAX - 2000;
	record.checkpoints[2].counters.passes = UINT64_MAX - 2000;
	record.phases[0] = record_phase_of(&record, 1, READS + 900);
	sample("time_ms,exits\n0,0\n1000,100\n2000,1100\n4000,1520\n9000,90000\n");
	series = run_series(&run, RATE_OF_SAMPLES, room);
	assert_true(series.count == 0 || series.points[SERIES_WINDOWS].us <= 9 * SECOND);
}

static void without_a_record_all_exits_count(void **state)
{
	static const char text[] = "time_ms,exits\n0,5\n1000,100\n9000,90000\n";

	(void)state;
	assert_true(samples_read(&samples, text, strlen(text), NULL));
	run = (struct run){ .samples = &samples };
	assert_series(RATE_OF_SAMPLES, 5, 90000, 9 * SECOND);
}

static void what_a_run_lacks_has_no_series(void **state)
{
	struct point room[SERIES_RATED_MAX];

	(void)state;
	assert_int_equal(run_series(&run, RATE_OF_SAMPLES, room).count, 0);
	record.host.tsc_khz = 0;
	assert_int_equal(run_series(&run, RATE_OF_CHECKPOINTS, room).count, 0);
	record.host.tsc_khz = 1000;
	record.host.patched = 0;
	assert_int_equal(run_series(&run, RATE_OF_CHECKPOINTS, room).count, 0);
	run.record = NULL;
	assert_int_equal(run_series(&run, RATE_OF_CHECKPOINTS, room).count, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(checkpoints_have_net_exits),
		TEST(samples_have_the_same_and_firmware),
		TEST(samples_after_the_record_do_not_count),
		TEST(measurement_between_samples_is_left_out),
		TEST(a_sampler_may_start_late),
		TEST(samples_are_of_kvms_statistic),
		TEST(samples_without_the_records_totals_have_no_rate),
		TEST(sums_that_wrap_are_no_times),
		TEST(without_a_record_all_exits_count),
		TEST(what_a_run_lacks_has_no_series),
	};

	return run_tap(tests);
}
