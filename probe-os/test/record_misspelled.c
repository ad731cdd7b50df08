// SPDX-License-Identifier: GPL-2.0-only
/*
 * Records with right checksums whose text the writer would not write.
 */
#include <stdio.h>
#include <string.h>

#include "record/crc32.h"
#include "record/writer.h"
#include "test/cmocka_tap.h"
#include "test/sample_record.h"

/*
 * Replaces a part of the sample's text in all lines of a kind, NULL for any, with right
 * checksums.
 */
static void respell_in(const char *kind, const char *from, const char *to)
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
		at = kind && !strstr(line, kind) ? NULL : strstr(line, from);
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

static void respell(const char *from, const char *to)
{
	respell_in(NULL, from, to);
}

static void misspelled_reasons_are_refused(void **state)
{
	static const struct {
		const char *from, *to;
		uint64_t line;
		const char *why;
	} rows[] = {
		{ "=6:1 io", "=6:1 tdcall=0:0 io", 13,
		  "unexpected text at the end of the reasons line" },
		{ "=6:1 io", "=6:1 reason_80000021=0:0 io", 13,
		  "unexpected text at the end of the reasons line" },
		{ "cpuid=6:1 io_instruction=4:0", "io_instruction=4:0 cpuid=6:1", 13,
		  "unexpected text at the end of the reasons line" },
		{ "cpuid=6:1", "cpuid=6:1 cpuid=6:1", 13,
		  "unexpected text at the end of the reasons line" },
		{ "=6:1", "=6", 13, "unexpected text at the end of the reasons line" },
		{ "=6:1", "=6:", 13, "unexpected text at the end of the reasons line" },
		{ "=6:1", "=18446744073709551616:1", 13,
		  "unexpected text at the end of the reasons line" },
		{ "=6:1", "=06:1", 13, "a value is not in the grammar's spelling" },
		{ "=4:0", "=4:0 reason_80000021=0:0", 13,
		  "a value is not in the grammar's spelling" },
		{ "=1:18", "=1:18,", 10, "the value of histogram= is invalid" },
		{ "=1:18", "=,1:18", 10, "the value of histogram= is invalid" },
		{ "=1:18", "=1:", 10, "the value of histogram= is invalid" },
		{ "=1:18", "=32:18", 10, "the value of histogram= is invalid" },
		{ "=1:18", "=18446744073709551615:18", 10, "the value of histogram= is invalid" },
		{ "=1:18", "=1:9,1:18", 10, "a value is not in the grammar's spelling" },
		{ "=1:18", "=2:0,1:18", 10, "a value is not in the grammar's spelling" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		respell(rows[i].from, rows[i].to);
		assert_refused(log_text, rows[i].line, rows[i].why);
	}
	respell("cpuid", "cpuid");
	assert_true(parse(log_text));
}

/* Adds prefix and a right checksum to the body of a begin line. */
static const char *sealed(const char *body)
{
	static char line[2 * RECORD_LINE_SIZE];

	snprintf(line, sizeof(line), RECORD_PREFIX "%s crc=%08x", body,
		 (unsigned int)crc32_update(0, body, strlen(body)));
	return line;
}

static void misspelled_benches_are_refused(void **state)
{
	static const struct {
		const char *from, *to, *why;
	} rows[] = {
		{ "=hlt:3", "=hlt:3,", "the value of exits_by= is invalid" },
		{ "=hlt:3", "=,hlt:3", "the value of exits_by= is invalid" },
		{ "=hlt:3", "=hlt3", "the value of exits_by= is invalid" },
		{ "=hlt:3", "=hlt:03", "a value is not in the grammar's spelling" },
		{ "=hlt:3", "=a:1,a:1,a:1,a:1,a:1,a:1,a:1,a:1",
		  "the value of exits_by= is invalid" },
		{ "=hlt:3", "=a0123456789012345678901234567890123456789:1",
		  "the value of exits_by= is invalid" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		respell(rows[i].from, rows[i].to);
		assert_refused(log_text, 24, rows[i].why);
	}
}

static void misspelled_causes_are_refused(void **state)
{
	static const struct {
		const char *from, *to, *why;
	} rows[] = {
		{ "phase=0 ", "phase=00 ", "a value is not in the grammar's spelling" },
		{ "kind=cpuid ", "kind=CPUID ", "the value of kind= is invalid" },
		{ "kind=cpuid ", "kind=cpu ", "the value of kind= is invalid" },
		{ "=1073741824 ", "=0x40000000 ", "access= is missing" },
		{ "access=none ", "access= ", "the value of access= is invalid" },
		{ "access=none ", "access=ring4 ", "the value of access= is invalid" },
		{ " error=0", "", "error= is missing" },
		{ "\"hypervisor\"", "hypervisor", "the value of name= is invalid" },
		{ "\"hypervisor\"", "\"01234567890123456789012345678901\"",
		  "the value of name= is invalid" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		respell_in(": cause ", rows[i].from, rows[i].to);
		assert_refused(log_text, 15, rows[i].why);
	}
}

static void misspelled_values_are_refused(void **state)
{
	(void)state;
	assert_refused(sealed("begin version=03 lines=10 calibrations=1 checkpoints=3 reasons=0 "
			      "benches=0"),
		       1, "a value is not in the grammar's spelling");
	assert_refused(sealed("begin version=1 lines=18446744073709551616"), 1,
		       "the value of lines= is invalid");
	assert_refused(sealed("begin version= lines=10"), 1, "the value of version= is invalid");
	assert_refused(sealed("begin lines=10"), 1, "version= is missing");
	assert_refused(sealed("begin version=3 lines=10 calibrations=1 checkpoints=3 reasons=0 "
			      "benches=0 x=1"),
		       1, "unexpected text at the end of the begin line");
	assert_refused(sealed("begin  version=1"), 1, "version= is missing");
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
	assert_refused(text, 2,
		       "wrong checksum: the line was altered, or one before it is missing");
}

static void a_line_that_is_too_long_is_refused(void **state)
{
	static char text[2 * RECORD_LINE_SIZE];

	(void)state;
	memset(text, ' ', sizeof(text) - 1);
	memcpy(text, "exit-probe: begin ", 18);
	assert_refused(text, 1,
		       "foreign text inside the line, \"                                        "
		       "                                        ...\": keep other messages off "
		       "this console (dmesg -n 1), or log the serial port to a file");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(misspelled_reasons_are_refused),
		cmocka_unit_test(misspelled_benches_are_refused),
		cmocka_unit_test(misspelled_causes_are_refused),
		cmocka_unit_test(misspelled_values_are_refused),
		cmocka_unit_test(another_kind_is_refused),
		cmocka_unit_test(a_line_that_is_too_long_is_refused),
	};

	return run_tap(tests);
}
