// SPDX-License-Identifier: GPL-2.0-only
/*
 * The record: written and read back, altered in every place, and hostile.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "record/crc32.h"
#include "record/parser.h"
#include "record/writer.h"
#include "test/cmocka_tap.h"

#define LOG_SIZE 65536

static struct record_parser parser;
static struct record sample;
static char log_text[LOG_SIZE];

/* A record of three checkpoints, patched or not */
static void make_sample(bool patched)
{
	static const char *const names[] = { "entry", "cpu", "end" };

	memset(&sample, 0, sizeof(sample));
	sample.begin = (struct record_begin){ RECORD_VERSION, 0, 1, 3 };
	sample.begin.lines = record_lines(&sample.begin);
	sample.host = (struct record_host){ .patched = patched,
					    .abi = patched,
					    .vendor = patched,
					    .scope = patched,
					    .cpu = "a \"CPU\" \\ \xFF\t" };
	strcpy(sample.calibrations[0].name, "read");
	for (uint64_t i = 0; i < 3; i++) {
		struct record_checkpoint *checkpoint = &sample.checkpoints[i];

		checkpoint->id = i;
		strcpy(checkpoint->name, names[i]);
		checkpoint->tsc = 1000 * i;
		if (patched)
			checkpoint->counters =
				(struct record_counters){ 10 * i, i, i, i, i, i, i, i };
		if (i > 0)
			sample.phases[i - 1] = record_phase_of(&sample, i, 4);
	}
	sample.end.verdict = patched ? VERDICT_PASS : VERDICT_UNPATCHED;
	sample.end.lines = sample.begin.lines;
}

static void write_sample(void)
{
	char line[RECORD_LINE_SIZE];
	uint32_t crc = 0;

	log_text[0] = '\0';
	for (uint64_t i = 0; i < record_lines(&sample.begin); i++) {
		record_write_line(&sample, i, &crc, line);
		strcat(strcat(log_text, line), "\r\n");
	}
}

static bool parse_bytes(const char *text, size_t size)
{
	record_parser_start(&parser);
	while (size > 0) {
		const char *end = memchr(text, '\n', size);
		size_t length = end ? (size_t)(end - text) : size;
		/* A copy of its own, so that the sanitizer sees a read too far */
		char *line = malloc(length + 1);

		memcpy(line, text, length);
		record_parser_line(&parser, line, length);
		free(line);
		length += end != NULL;
		text += length;
		size -= length;
	}
	return record_parser_finish(&parser);
}

static bool parse(const char *text)
{
	return parse_bytes(text, strlen(text));
}

static void assert_refused(const char *text, uint64_t line, const char *why)
{
	assert_false(parse(text));
	assert_string_equal(parser.error, why);
	assert_int_equal(parser.error_line, line);
}

static void assert_sample_refused(uint64_t line, const char *why)
{
	write_sample();
	assert_refused(log_text, line, why);
}

static void crc32_is_the_known_one(void **state)
{
	uint32_t half = crc32_update(0, "12345", 5);

	(void)state;
	assert_int_equal(crc32_update(0, "123456789", 9), 0xCBF43926);
	assert_int_equal(crc32_update(half, "6789", 4), 0xCBF43926);
}

static void what_is_written_is_read(void **state)
{
	(void)state;
	for (int patched = 0; patched < 2; patched++) {
		make_sample(patched);
		write_sample();
		assert_true(parse(log_text));
		assert_memory_equal(&parser.record, &sample, sizeof(sample));
		assert_true((strstr(log_text, "exits=") != NULL) == patched);
	}
}

static void differences_are_those_of_the_checkpoints(void **state)
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
	assert_memory_equal(&parser.record, &sample, sizeof(sample));
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
	assert_false(parser.record.host.patched);
}

/* Flips each character in turn: the line with it, or the one after, is named. */
static void any_altered_character_is_noticed(void **state)
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
		assert_false(parse(log_text));
		assert_in_range(parser.error_line, 1, line + 1);
		assert_true(parser.error_line + 1 >= line);
		log_text[i] ^= 1;
	}
}

static void any_cut_is_noticed(void **state)
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

static void logs_without_a_record_are_refused(void **state)
{
	(void)state;
	assert_refused("", 1, "no record: no line begins with \"exit-probe: begin\"");
	assert_refused("one\ntwo\n", 2, "no record: no line begins with \"exit-probe: begin\"");
	assert_refused("x\nexit-probe: host\n", 2, "a record line before any begin line");
	assert_refused("exit-probe: begin x\n", 1, "the line does not end in a checksum");
}

static void a_lost_line_is_named_by_the_next(void **state)
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

static void more_after_the_end_is_refused(void **state)
{
	(void)state;
	make_sample(true);
	write_sample();
	strcat(log_text, "\nexit-probe: phase crc=00000000\n");
	assert_refused(log_text, sample.begin.lines + 2, "a record line after the end line");
}

/* From here on the checksums are right and what they protect is wrong. */

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
		cmocka_unit_test(crc32_is_the_known_one),
		cmocka_unit_test(what_is_written_is_read),
		cmocka_unit_test(differences_are_those_of_the_checkpoints),
		cmocka_unit_test(noise_around_the_lines_is_skipped),
		cmocka_unit_test(the_last_record_counts),
		cmocka_unit_test(any_altered_character_is_noticed),
		cmocka_unit_test(any_cut_is_noticed),
		cmocka_unit_test(logs_without_a_record_are_refused),
		cmocka_unit_test(a_lost_line_is_named_by_the_next),
		cmocka_unit_test(more_after_the_end_is_refused),
		cmocka_unit_test(wrong_counts_are_refused),
		cmocka_unit_test(counts_out_of_range_are_refused),
		cmocka_unit_test(wrong_checkpoints_are_refused),
		cmocka_unit_test(wrong_phases_are_refused),
		cmocka_unit_test(wrong_verdicts_are_refused),
		cmocka_unit_test(misspelled_values_are_refused),
		cmocka_unit_test(another_kind_is_refused),
		cmocka_unit_test(a_line_that_is_too_long_is_refused),
	};

	return run_tap(tests);
}
