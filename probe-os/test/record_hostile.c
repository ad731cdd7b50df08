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
	sample.begin.version = 1;
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
	static const char out_of_range[] =
		"calibrations=, checkpoints=, reasons= or benches= is out of range";
	static const uint64_t wrong[] = { 0, 1, RECORD_REASONS_MAX + 1, UINT64_MAX };
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
	assert_sample_refused(10, "histogram= has more exits than there were");
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

/* The sample with a part of its text replaced, under right checksums */
static void respell(const char *from, const char *to)
{
	static char original[LOG_SIZE];
	uint32_t crc = 0;
	char *end;

	make_sample(true);
	write_sample();
	strcpy(original, log_text);
	log_text[0] = '\0';
	for (char *line = original; (end = strstr(line, " crc=")); line = strchr(end, '\n') + 1) {
		char body[RECORD_LINE_SIZE], *at;

		*end = '\0';
		at = strstr(line, from);
		if (at)
			sprintf(body, "%.*s%s%s", (int)(at - line), line, to, at + strlen(from));
		else
			strcpy(body, line);
		crc = crc32_update(crc, body + strlen(RECORD_PREFIX),
				   strlen(body) - strlen(RECORD_PREFIX));
		sprintf(log_text + strlen(log_text), "%s crc=%08x\n", body, (unsigned int)crc);
		*end = ' ';
	}
}

static void misspelled_reasons_are_refused(void **state)
{
	static const struct {
		const char *from, *to;
		uint64_t line;
		const char *why;
	} rows[] = {
		{ "=6:1 io", "=6:1 tdcall=0:0 io", 13, "more than a reasons line may hold" },
		{ "=6:1 io", "=6:1 reason_80000021=0:0 io", 13,
		  "more than a reasons line may hold" },
		{ "cpuid=6:1 io_instruction=4:0", "io_instruction=4:0 cpuid=6:1", 13,
		  "more than a reasons line may hold" },
		{ "cpuid=6:1", "cpuid=6:1 cpuid=6:1", 13, "more than a reasons line may hold" },
		{ "=6:1", "=6", 13, "more than a reasons line may hold" },
		{ "=6:1", "=6:", 13, "more than a reasons line may hold" },
		{ "=6:1", "=18446744073709551616:1", 13, "more than a reasons line may hold" },
		{ "=6:1", "=06:1", 13, "a value is not spelled as the grammar demands" },
		{ "=4:0", "=4:0 reason_80000021=0:0", 13,
		  "a value is not spelled as the grammar demands" },
		{ "=1:18", "=1:18,", 10, "the value of histogram= is not valid" },
		{ "=1:18", "=,1:18", 10, "the value of histogram= is not valid" },
		{ "=1:18", "=1:", 10, "the value of histogram= is not valid" },
		{ "=1:18", "=32:18", 10, "the value of histogram= is not valid" },
		{ "=1:18", "=18446744073709551615:18", 10, "the value of histogram= is not valid" },
		{ "=1:18", "=1:9,1:18", 10, "a value is not spelled as the grammar demands" },
		{ "=1:18", "=2:0,1:18", 10, "a value is not spelled as the grammar demands" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		respell(rows[i].from, rows[i].to);
		assert_refused(log_text, rows[i].line, rows[i].why);
	}
	respell("cpuid", "cpuid");
	assert_true(parse(log_text));
}

static void wrong_verdicts_are_refused(void **state)
{
	(void)state;
	make_sample(false);
	sample.end.verdict = VERDICT_PASS;
	assert_sample_refused(12, "verdict=pass on a host that is not patched");
	make_sample(true);
	sample.end.verdict = VERDICT_UNPATCHED;
	assert_sample_refused(17, "verdict=unpatched on a patched host");
	make_sample(true);
	sample.begin.reasons = 0;
	sample.begin.lines = sample.end.lines = record_lines(&sample.begin);
	assert_sample_refused(12, "verdict=pass without reasons");
}

/* A begin line with a right checksum around any body */
static const char *sealed(const char *body)
{
	static char line[2 * RECORD_LINE_SIZE];

	snprintf(line, sizeof(line), RECORD_PREFIX "%s crc=%08x", body,
		 (unsigned int)crc32_update(0, body, strlen(body)));
	return line;
}

static void wrong_benches_are_refused(void **state)
{
	const uint64_t second = 16;

	(void)state;
	make_sample(true);
	sample.benches[1].id = 1;
	assert_sample_refused(second, "id= is not higher than that of the bench before");
	make_sample(true);
	sample.benches[1].tsc.p99 = 4;
	assert_sample_refused(second, "minimum, median, p99 and maximum are not in order");
	make_sample(true);
	sample.benches[1].status = BENCH_SKIP;
	assert_sample_refused(second, "a bench that was skipped has operations or no reason");
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

static void misspelled_benches_are_refused(void **state)
{
	static const struct {
		const char *from, *to, *why;
	} rows[] = {
		{ "=hlt:3", "=hlt:3,", "the value of exits_by= is not valid" },
		{ "=hlt:3", "=,hlt:3", "the value of exits_by= is not valid" },
		{ "=hlt:3", "=hlt3", "the value of exits_by= is not valid" },
		{ "=hlt:3", "=hlt:03", "a value is not spelled as the grammar demands" },
		{ "=hlt:3", "=a:1,a:1,a:1,a:1,a:1,a:1,a:1,a:1",
		  "the value of exits_by= is not valid" },
		{ "=hlt:3", "=a0123456789012345678901234567890123456789:1",
		  "the value of exits_by= is not valid" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		respell(rows[i].from, rows[i].to);
		assert_refused(log_text, 16, rows[i].why);
	}
}

static void misspelled_values_are_refused(void **state)
{
	(void)state;
	assert_refused(sealed("begin version=03 lines=10 calibrations=1 checkpoints=3 reasons=0 "
			      "benches=0"),
		       1, "a value is not spelled as the grammar demands");
	assert_refused(sealed("begin version=1 lines=18446744073709551616"), 1,
		       "the value of lines= is not valid");
	assert_refused(sealed("begin version= lines=10"), 1, "the value of version= is not valid");
	assert_refused(sealed("begin lines=10"), 1, "version= is expected and missing");
	assert_refused(sealed("begin version=3 lines=10 calibrations=1 checkpoints=3 reasons=0 "
			      "benches=0 x=1"),
		       1, "more than a begin line may hold");
	assert_refused(sealed("begin  version=1"), 1, "version= is expected and missing");
}

static void another_kind_is_refused(void **state)
{
	const char begin[] =
		"begin version=3 lines=10 calibrations=1 checkpoints=3 reasons=0 benches=0";
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
		cmocka_unit_test(wrong_reasons_are_refused),
		cmocka_unit_test(wrong_sums_are_refused),
		cmocka_unit_test(misspelled_reasons_are_refused),
		cmocka_unit_test(wrong_verdicts_are_refused),
		cmocka_unit_test(wrong_benches_are_refused),
		cmocka_unit_test(misspelled_benches_are_refused),
		cmocka_unit_test(misspelled_values_are_refused),
		cmocka_unit_test(another_kind_is_refused),
		cmocka_unit_test(a_line_that_is_too_long_is_refused),
	};

	return run_tap(tests);
}
