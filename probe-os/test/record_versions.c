// SPDX-License-Identifier: GPL-2.0-only
/*
 * Keys that some records lack: by their version, or by what their host counts.
 */
#include <string.h>

#include "exit_probe_abi.h"
#include "test/cmocka_tap.h"
#include "test/sample_record.h"

/* Without the keys that were added since */
static void an_earlier_version_is_read(void **state)
{
	(void)state;
	make_sample(true);
	make_earlier();
	sample.begin.version = RECORD_VERSION_OLDEST;
	write_sample();
	assert_null(strstr(log_text, "tsc_spread="));
	assert_true(parse(log_text));
	assert_memory_equal(&reader.record, &sample, sizeof(sample));
	make_sample(true);
	write_sample();
	assert_non_null(strstr(log_text, " tsc_spread=0 tsc_host_khz=0 tsc_unstable=no x2apic="));
	memcpy(strstr(log_text, " tsc_spread=0"), "             ", 13);
	assert_false(parse(log_text));
	sample.begin.version = RECORD_VERSION + 1;
	assert_sample_refused(1, "version= is not supported by this reader");
}

/* The two buckets that took its place, and the generation, are of a later version. */
static void the_bucket_scheduled_out_ends_with_version_5(void **state)
{
	static const char *const later[] = { " preempted=", " blocked=",      " generation=",
					     " mode=",      " tsc_host_khz=", " tsc_unstable=" };

	(void)state;
	make_sample(true);
	write_sample();
	assert_null(strstr(log_text, "scheduled_out="));
	for (size_t i = 0; i < sizeof(later) / sizeof(later[0]); i++)
		assert_non_null(strstr(log_text, later[i]));
	make_earlier();
	write_sample();
	assert_non_null(strstr(log_text, " halted=2 scheduled_out=2 guest=2 "));
	for (size_t i = 0; i < sizeof(later) / sizeof(later[0]); i++)
		assert_null(strstr(log_text, later[i]));
	assert_true(parse(log_text));
	assert_memory_equal(&reader.record, &sample, sizeof(sample));
	assert_false(reader.record.phases[0].moved);
}

static void causes_begin_with_version_7(void **state)
{
	(void)state;
	make_sample(true);
	write_sample();
	assert_non_null(strstr(log_text, " reasons=3 causes=8 benches=2 "));
	assert_non_null(strstr(log_text, " mode=time causes=detail hypervisor="));
	drop_causes();
	sample.host.causes = 0;
	write_sample();
	assert_non_null(strstr(log_text, " causes=0 "));
	assert_non_null(strstr(log_text, " causes=off "));
	assert_true(parse(log_text));
	sample.begin.version = RECORD_VERSION_CAUSES - 1;
	write_sample();
	assert_null(strstr(log_text, "cause"));
	assert_true(parse(log_text));
	assert_memory_equal(&reader.record, &sample, sizeof(sample));
}

/* Exits without cycles: their keys are missing, and no number is 0 in their place. */
static void a_host_may_count_exits_only(void **state)
{
	static const char *const cycles[] = { "kernel",   "userspace=", "halted=", "preempted=",
					      "blocked=", "guest=",     "rest=",   "histogram=",
					      "min=",     "max=" };
	char *tail;

	(void)state;
	make_sample(true);
	sample.host.mode = EXIT_PROBE_MODE_COUNT;
	write_sample();
	assert_non_null(strstr(log_text, "scope=vm mode=count "));
	tail = strstr(log_text, "exit-probe: checkpoint");
	tail[strstr(tail, "exit-probe: bench") - tail - 1] = '\0';
	for (size_t i = 0; i < sizeof(cycles) / sizeof(cycles[0]); i++)
		assert_null(strstr(tail, cycles[i]));
	assert_non_null(strstr(tail, "reason code=10 name=cpuid before=4 exits=15 crc="));
	assert_non_null(strstr(tail, "reasons id=1 name=cpu cpuid=6 io_instruction=4 crc="));
	write_sample();
	assert_true(parse(log_text));
	assert_int_equal(reader.record.phases[1].counters.exits, 10);
	assert_int_equal(reader.record.phases[1].counters.kernel, 0);
	assert_int_equal(reader.record.phase_reasons[0].counts[0].exits, 6);
	sample = reader.record;
	write_sample();
	assert_true(parse(log_text));
	assert_memory_equal(&reader.record, &sample, sizeof(sample));
}

/* Without what only a patched host tells */
static void a_trace_counts_without_the_patch(void **state)
{
	(void)state;
	make_sample(true);
	sample.host.patched = 0;
	sample.host.source = SOURCE_TRACE;
	sample.host.abi = sample.host.scope = sample.host.mode = 0;
	write_sample();
	assert_non_null(strstr(log_text, "host patched=no source=trace vendor=intel "
					 "causes=detail hypervisor="));
	assert_non_null(strstr(log_text, " userspace_exits="));
	assert_non_null(strstr(log_text, "verdict=pass"));
	assert_null(strstr(log_text, "preempted="));
	assert_null(strstr(log_text, "blocked="));
	assert_null(strstr(log_text, "generation="));
	assert_null(strstr(log_text, "passes="));
	assert_null(strstr(log_text, "expected="));
	assert_false(parse(log_text));
	for (size_t i = 0; i < 3; i++) {
		struct record_counters *counters = &sample.checkpoints[i].counters;

		sample.checkpoints[i].generation = 0;
		counters->preempted = counters->blocked = 0;
		counters->nested_exits = counters->passes = 0;
	}
	sample.reasons[0].blocked = sample.causes[1].blocked = 0;
	for (size_t i = 1; i < 3; i++)
		sample.phases[i - 1] = record_phase_of(&sample, i, 4);
	for (size_t i = 0; i < 2; i++)
		sample.benches[i].status = BENCH_UNCHECKED;
	sample.benches[1].least = sample.benches[1].most = 0;
	write_sample();
	assert_true(parse(log_text));
	assert_memory_equal(&reader.record, &sample, sizeof(sample));
	sample.host.patched = 1;
	sample.host.abi = sample.host.scope = 1;
	sample.host.mode = EXIT_PROBE_MODE_TIME;
	assert_sample_refused(2, "source=trace on a patched host");
}

/* What the host has by phase, without times */
static void a_host_counts_what_its_guest_marks(void **state)
{
	(void)state;
	make_sample(true);
	sample.host.patched = 0;
	sample.host.source = SOURCE_HOST;
	sample.host.abi = sample.host.scope = sample.host.mode = 0;
	sample.begin.calibrations = sample.begin.benches = 0;
	sample.begin.lines = sample.end.lines = record_lines(&sample.begin);
	write_sample();
	assert_non_null(strstr(log_text, "host patched=no source=host vendor=intel "
					 "causes=detail hypervisor="));
	assert_non_null(strstr(log_text, "verdict=pass"));
	assert_null(strstr(log_text, "userspace_exits="));
	assert_null(strstr(log_text, " tsc="));
	assert_null(strstr(log_text, "kernel="));
	assert_null(strstr(log_text, "histogram="));
	assert_true(parse(log_text));
	assert_int_equal(reader.record.phases[0].tsc, 0);
	assert_int_equal(reader.record.phases[1].counters.exits, sample.phases[1].counters.exits);
	assert_int_equal(reader.record.phase_reasons[0].counts[0].exits, 6);
	assert_int_equal(reader.record.begin.causes, sample.begin.causes);
	sample = reader.record;
	write_sample();
	assert_true(parse(log_text));
	assert_memory_equal(&reader.record, &sample, sizeof(sample));
	sample.host.patched = 1;
	sample.host.abi = sample.host.scope = 1;
	sample.host.mode = EXIT_PROBE_MODE_TIME;
	assert_sample_refused(2, "source=host and a guest that reads the host");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_earlier_version_is_read),
		cmocka_unit_test(the_bucket_scheduled_out_ends_with_version_5),
		cmocka_unit_test(causes_begin_with_version_7),
		cmocka_unit_test(a_host_may_count_exits_only),
		cmocka_unit_test(a_trace_counts_without_the_patch),
		cmocka_unit_test(a_host_counts_what_its_guest_marks),
	};

	return run_tap(tests);
}
