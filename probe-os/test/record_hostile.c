// SPDX-License-Identifier: GPL-2.0-only
/*
 * Records with right checksums and wrong contents.
 */
#include <string.h>

#include "exit_probe_abi.h"
#include "record/writer.h"
#include "test/cmocka_tap.h"
#include "test/sample_record.h"

static void wrong_counts_are_refused(void **state)
{
	(void)state;
	make_sample(true);
	sample.begin.version = 1;
	assert_sample_refused(1, "version= is not supported by this reader");
	make_sample(true);
	sample.begin.lines++;
	assert_sample_refused(1, "lines= is not the sum of the other counts");
	make_sample(true);
	sample.end.lines--;
	assert_sample_refused(sample.begin.lines, "lines= is not that of the begin line");
}

static void counts_out_of_range_are_refused(void **state)
{
	static const char out_of_range[] =
		"calibrations=, checkpoints=, reasons=, causes= or benches= is out of range";
	static const uint64_t wrong[] = { 0, 1, RECORD_CAUSES_MAX + 1, UINT64_MAX };
	char line[RECORD_LINE_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		uint32_t crc = 0;

		make_sample(true);
		sample.begin.checkpoints = wrong[i];
		record_write_line(&sample, 0, &crc, line);
		assert_refused(line, 1, out_of_range);
	}
	for (size_t i = 2; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		uint32_t crc = 0;

		make_sample(true);
		sample.begin.reasons = wrong[i];
		record_write_line(&sample, 0, &crc, line);
		assert_refused(line, 1, out_of_range);
		make_sample(true);
		sample.begin.causes = wrong[i];
		crc = 0;
		record_write_line(&sample, 0, &crc, line);
		assert_refused(line, 1, out_of_range);
	}
}

static void wrong_statistics_are_refused(void **state)
{
	(void)state;
	make_sample(true);
	sample.calibrations[0].tsc = (struct stats){ 2, 1, 3, 3 };
	assert_sample_refused(4, "minimum, median and maximum are not in order");
}

static void wrong_checkpoints_are_refused(void **state)
{
	(void)state;
	make_sample(true);
	sample.checkpoints[1].id = 7;
	assert_sample_refused(6, "id= is not that of the next checkpoint");
}

static void wrong_phases_are_refused(void **state)
{
	(void)state;
	make_sample(true);
	sample.phases[0].id = 2;
	assert_sample_refused(8, "id= is not that of the next phase");
	make_sample(true);
	sample.phases[1].counters.guest++;
	assert_sample_refused(9, "a number is not the difference of the two checkpoints");
	make_sample(true);
	sample.phases[1].beyond++;
	assert_sample_refused(9, "exits= is not the sum of reads= and beyond=");
	make_sample(true);
	strcpy(sample.phases[1].name, "cpu");
	assert_sample_refused(9, "name= is not that of the checkpoint where the phase ends");
}

static void wrong_reasons_are_refused(void **state)
{
	(void)state;
	make_sample(false);
	sample.begin.reasons = 3;
	sample.begin.lines = record_lines(&sample.begin);
	assert_sample_refused(2, "reasons on a host that is not patched");
	make_sample(true);
	sample.reasons[1].code = 10;
	assert_sample_refused(11, "code= is not higher than that of the reason before");
	make_sample(true);
	sample.reasons[2].code = 1ULL << 32 | 30;
	assert_sample_refused(12, "code= is not below 2^32");
	make_sample(true);
	strcpy(sample.reasons[2].name, "tdcall");
	assert_sample_refused(12, "name= is not the name of that code");
	make_sample(true);
	sample.reasons[0].min = 3;
	assert_sample_refused(10, "min= is higher than max=");
	make_sample(true);
	sample.reasons[0].histogram[31] = UINT64_MAX;
	assert_sample_refused(10, "histogram= has more exits than before= and exits=");
	make_sample(true);
	sample.reasons[1].before.exits++;
	assert_sample_refused(12, "before= of all reasons is not what the first checkpoint has");
}

static void wrong_sums_are_refused(void **state)
{
	(void)state;
	make_sample(true);
	sample.phase_reasons[0].id = 2;
	assert_sample_refused(13, "id= is not that of the next phase");
	make_sample(true);
	strcpy(sample.phase_reasons[0].name, "end");
	assert_sample_refused(13, "name= is not that of the phase");
	make_sample(true);
	sample.phase_reasons[0].counts[1].exits++;
	assert_sample_refused(13, "the reasons do not add up to the phase");
	make_sample(true);
	sample.phase_reasons[1].counts[2].kernel++;
	assert_sample_refused(14, "the reasons do not add up to the phase");
	make_sample(true);
	sample.reasons[0].boot.kernel++;
	assert_sample_refused(14, "the phases do not add up to a reason's exits= and kernel=");
}

static void wrong_causes_are_refused(void **state)
{
	const uint64_t first = 15, last = first + SAMPLE_CAUSES - 1;
	static const char not_behind[] =
		"the cause is not behind the one before in the order of causes";
	static const char sums[] = "the causes do not add up to their reasons";

	(void)state;
	make_sample(true);
	sample.host.causes = EXIT_PROBE_CAUSES_OFF;
	assert_sample_refused(2, "causes on a host that has none");
	make_sample(true);
	sample.begin.reasons = 0;
	sample.begin.lines = record_lines(&sample.begin);
	assert_sample_refused(1, "causes without reasons");
	make_sample(true);
	strcpy(sample.causes[0].reason, "hlt");
	assert_sample_refused(first, "reason= is none of the record's reasons");
	make_sample(true);
	sample.causes[7].phase = 3;
	assert_sample_refused(last, "phase= is not the id of a checkpoint");
	make_sample(true);
	sample.causes[7].kind = EXIT_PROBE_CAUSE_OTHER;
	assert_sample_refused(last, "kind=other with a phase=, a detail= or a name=");
	make_sample(true);
	sample.causes[1].detail = 1;
	assert_sample_refused(first + 1, "kind=other with a phase=, a detail= or a name=");
	make_sample(true);
	strcpy(sample.causes[1].name, "x");
	assert_sample_refused(first + 1, "kind=other with a phase=, a detail= or a name=");
	make_sample(true);
	sample.causes[5].access = EXIT_PROBE_ACCESS_READ;
	assert_sample_refused(first + 5, not_behind);
	make_sample(true);
	sample.causes[3].phase = 0;
	assert_sample_refused(first + 3, not_behind);
	make_sample(true);
	strcpy(sample.causes[4].reason, "cpuid");
	sample.causes[4].kind = EXIT_PROBE_CAUSE_NONE;
	assert_sample_refused(first + 4, not_behind);
	make_sample(true);
	sample.causes[4].detail = 0x3F9;
	assert_sample_refused(first + 5, not_behind);
	make_sample(true);
	sample.causes[0].exits++;
	assert_sample_refused(last, sums);
	make_sample(true);
	sample.causes[2].exits--;
	assert_sample_refused(last, sums);
	make_sample(true);
	sample.causes[3].kernel++;
	assert_sample_refused(last, sums);
	make_sample(true);
	sample.causes[1].blocked--;
	assert_sample_refused(last, sums);
	/* Of one reason too much, of another as much too little */
	make_sample(true);
	sample.causes[6].exits++;
	sample.causes[7].exits--;
	assert_sample_refused(last, sums);
}

static void wrong_verdicts_are_refused(void **state)
{
	(void)state;
	make_sample(false);
	sample.end.verdict = VERDICT_PASS;
	assert_sample_refused(12, "verdict=pass on a host that is not patched");
	make_sample(true);
	sample.end.verdict = VERDICT_UNPATCHED;
	assert_sample_refused(25, "verdict=unpatched with counted exits");
	make_sample(true);
	drop_causes();
	sample.begin.reasons = 0;
	sample.begin.lines = sample.end.lines = record_lines(&sample.begin);
	assert_sample_refused(12, "verdict=pass without reasons");
}

static void wrong_benches_are_refused(void **state)
{
	const uint64_t second = 24;

	(void)state;
	make_sample(true);
	sample.benches[1].id = 1;
	assert_sample_refused(second, "id= is not higher than that of the bench before");
	make_sample(true);
	sample.benches[1].tsc.p99 = 4;
	assert_sample_refused(second, "minimum, median, p99 and maximum are not in order");
	make_sample(true);
	sample.benches[1].status = BENCH_SKIP;
	assert_sample_refused(second, "a skipped bench has operations or no reason");
	make_sample(true);
	sample.benches[1].n = 3;
	assert_sample_refused(second, "status=pass and exits= is not between least= and most= of "
				      "n operations");
	make_sample(true);
	sample.benches[1].most = 0;
	assert_sample_refused(second, "status=pass and exits= is not between least= and most= of "
				      "n operations");
	make_sample(true);
	sample.benches[1].least = sample.benches[1].n = UINT64_MAX;
	assert_sample_refused(second, "status=pass and exits= is not between least= and most= of "
				      "n operations");
	make_sample(true);
	sample.benches[1].userspace_exits = 5;
	assert_sample_refused(second, "userspace_exits= is more than exits= and noise=");
	make_sample(true);
	sample.benches[1].reasons[0].exits = 4;
	assert_sample_refused(second, "exits_by= is not the sum of exits= and noise=");
	make_sample(true);
	sample.benches[1].noise = UINT64_MAX;
	assert_sample_refused(second, "exits_by= is not the sum of exits= and noise=");
	make_sample(false);
	sample.benches[1].status = BENCH_PASS;
	assert_sample_refused(11, "status=pass on a host that is not patched");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wrong_counts_are_refused),
		cmocka_unit_test(counts_out_of_range_are_refused),
		cmocka_unit_test(wrong_statistics_are_refused),
		cmocka_unit_test(wrong_checkpoints_are_refused),
		cmocka_unit_test(wrong_phases_are_refused),
		cmocka_unit_test(wrong_reasons_are_refused),
		cmocka_unit_test(wrong_sums_are_refused),
		cmocka_unit_test(wrong_causes_are_refused),
		cmocka_unit_test(wrong_verdicts_are_refused),
		cmocka_unit_test(wrong_benches_are_refused),
	};

	return run_tap(tests);
}
