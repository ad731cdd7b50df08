// SPDX-License-Identifier: GPL-2.0-only
/*
 * Records whose checksums are right while what they protect is wrong.
 */
#include <stdio.h>
#include <string.h>

#include "record/crc32.h"
#include "record/writer.h"
#include "test/cmocka_tap.h"
#include "test/sample_record.h"

static void wrong_counts_are_refused(void **state)
{
	(void)state;
	make_sample(true);
	sample.begin.version = 2;
	assert_sample_refused(1, "a version of the record that this reader does not know");
	make_sample(true);
	sample.begin.lines++;
	assert_sample_refused(1, "lines= is not what the other counts add up to");
	make_sample(true);
	sample.end.lines--;
	assert_sample_refused(sample.begin.lines, "lines= is not that of the begin line");
}

static void counts_out_of_range_are_refused(void **state)
{
	static const uint64_t wrong[] = { 0, 1, RECORD_CHECKPOINTS_MAX + 1, UINT64_MAX };
	char line[RECORD_LINE_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		uint32_t crc = 0;

		make_sample(true);
		sample.begin.checkpoints = wrong[i];
		record_write_line(&sample, 0, &crc, line);
		assert_refused(line, 1, "calibrations= or checkpoints= is out of range");
	}
}

static void wrong_statistics_are_refused(void **state)
{
	(void)state;
	make_sample(true);
	sample.calibrations[0].tsc = (struct stats){ 2, 1, 3 };
	assert_sample_refused(4, "minimum, median and maximum are not in order");
}

static void wrong_checkpoints_are_refused(void **state)
{
	(void)state;
	make_sample(true);
	sample.checkpoints[1].id = 7;
	assert_sample_refused(6, "id= is not that of the next checkpoint");
	make_sample(true);
	sample.checkpoints[2].tsc = 1;
	assert_sample_refused(7, "tsc= runs backwards");
	make_sample(true);
	sample.checkpoints[1].counters.halted = 9;
	assert_sample_refused(7, "a counter runs backwards");
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

static void wrong_verdicts_are_refused(void **state)
{
	(void)state;
	make_sample(false);
	sample.end.verdict = VERDICT_PASS;
	assert_sample_refused(10, "verdict=pass on a host that is not patched");
	make_sample(true);
	sample.end.verdict = VERDICT_UNPATCHED;
	assert_sample_refused(10, "verdict=unpatched on a patched host");
}

/* A begin line with a right checksum around any body */
static const char *sealed(const char *body)
{
	static char line[2 * RECORD_LINE_SIZE];

	snprintf(line, sizeof(line), RECORD_PREFIX "%s crc=%08x", body,
		 (unsigned int)crc32_update(0, body, strlen(body)));
	return line;
}

static void misspelled_values_are_refused(void **state)
{
	(void)state;
	assert_refused(sealed("begin version=01 lines=10 calibrations=1 checkpoints=3"), 1,
		       "a value is not spelled as the grammar demands");
	assert_refused(sealed("begin version=1 lines=18446744073709551616"), 1,
		       "the value of lines= is not valid");
	assert_refused(sealed("begin version= lines=10"), 1, "the value of version= is not valid");
	assert_refused(sealed("begin lines=10"), 1, "version= is expected and missing");
	assert_refused(sealed("begin version=1 lines=10 calibrations=1 checkpoints=3 x=1"), 1,
		       "more than a begin line may hold");
	assert_refused(sealed("begin  version=1"), 1, "version= is expected and missing");
}

static void another_kind_is_refused(void **state)
{
	const char begin[] = "begin version=1 lines=10 calibrations=1 checkpoints=3";
	const char other[] = "bench id=0";
	char text[512];
	uint32_t crc = crc32_update(0, begin, strlen(begin));

	(void)state;
	snprintf(text, sizeof(text), "%s\n" RECORD_PREFIX "%s crc=%08x\n", sealed(begin), other,
		 (unsigned int)crc32_update(crc, other, strlen(other)));
	assert_refused(text, 2, "the next line should be of the kind host");
}

static void a_line_that_is_too_long_is_refused(void **state)
{
	static char text[2 * RECORD_LINE_SIZE];

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	memcpy(text, "exit-probe: begin ", 18);
	assert_refused(text, 1, "the line is too long");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wrong_counts_are_refused),
		cmocka_unit_test(counts_out_of_range_are_refused),
		cmocka_unit_test(wrong_statistics_are_refused),
		cmocka_unit_test(wrong_checkpoints_are_refused),
		cmocka_unit_test(wrong_phases_are_refused),
		cmocka_unit_test(wrong_verdicts_are_refused),
		cmocka_unit_test(misspelled_values_are_refused),
		cmocka_unit_test(another_kind_is_refused),
		cmocka_unit_test(a_line_that_is_too_long_is_refused),
	};

	return run_tap(tests);
}
