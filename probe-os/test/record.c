// SPDX-License-Identifier: GPL-2.0-only
/*
 * The record: written and read back, and altered at every place.
 */
#include <stdio.h>
#include <string.h>

#include "exit_probe_abi.h"
#include "record/crc32.h"
#include "record/writer.h"
#include "test/cmocka_tap.h"
#include "test/sample_record.h"

static void crc32_has_the_check_value(void **state)
{
	uint32_t half = crc32_update(0, "12345", 5);

	(void)state;
	assert_int_equal(crc32_update(0, "123456789", 9), 0xCBF43926);
	assert_int_equal(crc32_update(half, "6789", 4), 0xCBF43926);
}

static void a_written_record_reads_back(void **state)
{
	(void)state;
	for (int patched = 0; patched < 2; patched++) {
		make_sample(patched);
		write_sample();
		assert_true(parse(log_text));
		assert_memory_equal(&reader.record, &sample, sizeof(sample));
		assert_true((strstr(log_text, "exits=") != NULL) == patched);
	}
}

static void phases_are_differences_of_checkpoints(void **state)
{
	struct record_phase phase;

	(void)state;
	make_sample(true);
	phase = record_phase_of(&sample, 2, 4);
	assert_string_equal(phase.name, "end");
	assert_int_equal(phase.tsc, 1000);
	assert_int_equal(phase.counters.exits, 10);
	assert_int_equal(phase.reads, 4);
	assert_int_equal(phase.beyond, 6);
	phase = record_phase_of(&sample, 2, 11);
	assert_int_equal(phase.reads, 10);
	assert_int_equal(phase.beyond, 0);
}

static void reason_lines_are_written(void **state)
{
	(void)state;
	make_sample(true);
	write_sample();
	assert_non_null(strstr(log_text, " reasons=3 "));
	assert_non_null(strstr(log_text,
			       "reason code=10 name=cpuid before=4 before_kernel=3 exits=15 "
			       "kernel=2 min=1 max=2 blocked=9 histogram=1:18 crc="));
	assert_non_null(strstr(log_text, "histogram= crc="));
	assert_non_null(
		strstr(log_text, "reasons id=1 name=cpu cpuid=6:1 io_instruction=4:0 crc="));
	assert_non_null(
		strstr(log_text, "reasons id=2 name=end cpuid=9:1 reason_80000021=1:0 crc="));
}

static void cause_lines_are_written(void **state)
{
	(void)state;
	make_sample(true);
	write_sample();
	assert_non_null(strstr(log_text,
			       "cause phase=0 reason=cpuid kind=other detail=0 access=none width=0 "
			       "exits=2 kernel=0 blocked=9 error=0 name=\"\" crc="));
	assert_non_null(strstr(log_text,
			       "cause phase=1 reason=io_instruction kind=port detail=1016 "
			       "access=read width=1 exits=3 kernel=0 blocked=0 error=1 "
			       "name=\"COM1 \\\"data\\\"\" crc="));
	for (uint32_t ring = 0; ring < 4; ring++) {
		char word[16];

		sample.causes[5].access = EXIT_PROBE_ACCESS_RING + ring;
		write_sample();
		sprintf(word, "access=ring%u ", ring);
		assert_non_null(strstr(log_text, word));
		assert_true(parse(log_text));
		assert_memory_equal(&reader.record, &sample, sizeof(sample));
	}
}

/* All reasons, with the largest numbers and the longest names */
static void the_longest_line_fits(void **state)
{
	char line[RECORD_LINE_SIZE];
	uint32_t crc = 0;

	(void)state;
	make_sample(true);
	sample.begin.reasons = RECORD_REASONS_MAX;
	memset(sample.phase_reasons[0].name, 'x', RECORD_NAME_SIZE - 1);
	for (size_t i = 0; i < RECORD_REASONS_MAX; i++) {
		memset(sample.reasons[i].name, 'x', RECORD_NAME_SIZE - 1);
		sample.phase_reasons[0].counts[i] = (struct record_count){ UINT64_MAX, UINT64_MAX };
	}
	for (size_t i = 0; i < RECORD_BUCKETS_MAX; i++)
		sample.reasons[0].histogram[i] = UINT64_MAX;
	record_write_line(&sample, 9, &crc, line);
	assert_memory_equal(line, RECORD_PREFIX "reason ", strlen(RECORD_PREFIX "reason "));
	assert_true(strlen(line) <= RECORD_LINE_SIZE - 2);
	record_write_line(&sample, 9 + RECORD_REASONS_MAX, &crc, line);
	assert_memory_equal(line, RECORD_PREFIX "reasons ", strlen(RECORD_PREFIX "reasons "));
	assert_true(strlen(line) <= RECORD_LINE_SIZE - 2);
}

static void noise_around_the_lines_is_skipped(void **state)
{
	char line[RECORD_LINE_SIZE], noisy[LOG_SIZE] = "\x1B[2J\x1B[01;01HSeaBIOS\n\n";
	uint32_t crc = 0;

	(void)state;
	make_sample(true);
	for (uint64_t i = 0; i < record_lines(&sample.begin); i++) {
		record_write_line(&sample, i, &crc, line);
		strcat(strcat(strcat(noisy, "\x1B[0;37m\r"), line), "\x1B[K\r\r\nkernel: x\n");
	}
	assert_true(parse(noisy));
	assert_memory_equal(&reader.record, &sample, sizeof(sample));
}

static void the_last_record_counts(void **state)
{
	char twice[LOG_SIZE];

	(void)state;
	make_sample(true);
	write_sample();
	strcpy(twice, log_text);
	twice[100] ^= 1;
	make_sample(false);
	write_sample();
	strcat(twice, log_text);
	assert_true(parse(twice));
	assert_false(reader.record.host.patched);
}

/* Flips each character in turn: the line is reported, or its prefix is restored. */
static void any_altered_character_is_detected(void **state)
{
	size_t length;
	uint64_t line = 1;

	(void)state;
	make_sample(true);
	write_sample();
	length = strlen(log_text);
	for (size_t i = 0; i < length; i++) {
		if (log_text[i] == '\n')
			line++;
		if (log_text[i] == '\n' || log_text[i] == '\r')
			continue;
		log_text[i] ^= 1;
		if (parse(log_text)) {
			assert_memory_equal(&reader.record, &sample, sizeof(sample));
			assert_non_null(strstr(reader.note, "the start of the line was restored"));
		} else {
			assert_int_equal(reader.error_line, line);
		}
		log_text[i] ^= 1;
	}
}

static void any_cut_is_detected(void **state)
{
	size_t length;

	(void)state;
	make_sample(true);
	write_sample();
	length = strlen(log_text) - 2;
	for (size_t i = 0; i < length; i++)
		assert_false(parse_bytes(log_text, i));
	assert_true(parse_bytes(log_text, length));
}

#define NO_RECORD "no record of Exit Probe: \"exit-probe: begin\" is missing"

static void logs_without_a_record_are_refused(void **state)
{
	(void)state;
	assert_refused("", 1, NO_RECORD);
	assert_refused("one\ntwo\n", 2, NO_RECORD);
	assert_refused("x\nexit-probe: host\n", 2, NO_RECORD);
	assert_refused("exit-probe: begin vers\n", 1,
		       "the line does not end in a checksum: the log is cut within it");
}

static void a_lost_line_is_reported_at_the_next(void **state)
{
	char *second, *third;

	(void)state;
	make_sample(true);
	write_sample();
	second = strchr(log_text, '\n') + 1;
	third = strchr(second, '\n') + 1;
	memmove(second, third, strlen(third) + 1);
	assert_refused(log_text, 2,
		       "wrong checksum: the line was altered, or one before it is missing");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(crc32_has_the_check_value),
		cmocka_unit_test(a_written_record_reads_back),
		cmocka_unit_test(phases_are_differences_of_checkpoints),
		cmocka_unit_test(reason_lines_are_written),
		cmocka_unit_test(cause_lines_are_written),
		cmocka_unit_test(the_longest_line_fits),
		cmocka_unit_test(noise_around_the_lines_is_skipped),
		cmocka_unit_test(the_last_record_counts),
		cmocka_unit_test(any_altered_character_is_detected),
		cmocka_unit_test(any_cut_is_detected),
		cmocka_unit_test(logs_without_a_record_are_refused),
		cmocka_unit_test(a_lost_line_is_reported_at_the_next),
	};

	return run_tap(tests);
}
