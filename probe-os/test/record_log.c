// SPDX-License-Identifier: GPL-2.0-only
/*
 * Logs as terminals, loggers and kernels leave them: the record is restored, or the
 * error names the damage.
 */
#include <stdio.h>
#include <string.h>

#include "record/writer.h"
#include "test/cmocka_tap.h"
#include "test/sample_record.h"

static char made[4 * LOG_SIZE];
static size_t made_length;

static void add(const char *bytes, size_t length)
{
	assert_true(made_length + length < sizeof(made));
	memcpy(made + made_length, bytes, length);
	made_length += length;
	made[made_length] = '\0';
}

static void add_text(const char *text)
{
	add(text, strlen(text));
}

static void start(void)
{
	made_length = 0;
	make_sample(true);
	write_sample();
}

/* Finds a line of the sample; returns its length without the line end. */
static size_t sample_line(size_t number, const char **line)
{
	*line = log_text;
	while (number-- > 0)
		*line = strchr(*line, '\n') + 1;
	return strcspn(*line, "\r\n");
}

static size_t sample_lines(void)
{
	return (size_t)record_lines(&sample.begin);
}

static void assert_read(void)
{
	if (!parse_bytes(made, made_length))
		fail_msg("%llu: %s", (unsigned long long)reader.error_line, reader.error);
	assert_memory_equal(&reader.record, &sample, sizeof(sample));
}

static void assert_read_noting(const char *note)
{
	assert_read();
	assert_string_equal(reader.note, note);
}

static void assert_not_read(uint64_t line, const char *why)
{
	assert_false(parse_bytes(made, made_length));
	assert_string_equal(reader.error, why);
	assert_int_equal(reader.error_line, line);
}

static void text_before_the_prefix_is_dropped(void **state)
{
	static const char *const fronts[] = {
		"2026-11-03T08:05:10.%zu Z ",
		"Nov  3 08:05:10 host vm[%zu]: ",
		"probe-%zu  | ",
		"[%zu] ",
		"> ",
		"exit-probe: exit-probe[%zu]: ",
		"\xE2\x94\x82 %zu\t",
		"|/-\\%zu\r",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(fronts) / sizeof(fronts[0]); i++) {
		start();
		for (size_t j = 0; j < sample_lines(); j++) {
			const char *line;
			size_t length = sample_line(j, &line);
			char front[64];

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
			snprintf(front, sizeof(front), fronts[i], j * j);
#pragma GCC diagnostic pop
			add_text(front);
			add(line, length);
			add_text(j % 2 ? " </td>\r\n" : "\n");
		}
		assert_read_noting("");
	}
}

/* docker's json-file, journalctl -o json */
static void quoted_lines_are_read(void **state)
{
	(void)state;
	start();
	for (size_t i = 0; i < sample_lines(); i++) {
		const char *line;
		size_t length = sample_line(i, &line);

		add_text("{\"log\":\"");
		for (size_t j = 0; j < length; j++) {
			if (line[j] == '"' || line[j] == '\\')
				add_text("\\");
			add(line + j, 1);
		}
		add_text("\\r\\n\",\"stream\":\"stdout\"}\n");
	}
	assert_read_noting("");
}

/* The same noise before, within and after each line */
static void assert_noise_is_dropped(const char *noise, size_t size)
{
	start();
	for (size_t i = 0; i < sample_lines(); i++) {
		const char *line;
		size_t length = sample_line(i, &line), middle = 12 + i % (length - 12);

		add(noise, size);
		add(line, middle);
		add(noise, size);
		add(line + middle, length - middle);
		add(noise, size);
		add_text("\n");
	}
	assert_read_noting("");
}

static void terminal_sequences_are_dropped(void **state)
{
	static const char *const noises[] = {
		"\x1B]3008;start=1;user=lab\x1B\\",
		"\x1B]0;a title\a",
		"\x1BP1$r0m\x1B\\",
		"\x1B_Gi=1;x\x1B\\",
		"\x1B^private\x1B\\",
		"\x1BXstart\x9C",
		"\x1B(B\x1B[m",
		"\x1B)0\x0E\x0F",
		"\x1B#8",
		"\x1B%G",
		"\x1B"
		"7\x1B"
		"8",
		"\x1B=",
		"\x1B"
		"c",
		"\x1B[?25h\x1B[38;5;1m\x1B[0 q",
		"\x9B"
		"1;31m",
		"\x9D"
		"0;title\x9C",
		"\x90q\a",
		"\xC2\x9B"
		"1m",
		"\xC2\x9D"
		"0;\xE2\x80\x9Cquoted\xE2\x80\x9D\xC2\x9C",
		"\x1B]P1aabbcc\x1B]R",
		"\x1B]2;cancelled\x18",
		"\r",
		"\xEF\xBB\xBF",
		"\xFF\xFE",
		"\x7F\x01",
		"x\b",
		"\b",
		"  \b\b",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(noises) / sizeof(noises[0]); i++)
		assert_noise_is_dropped(noises[i], strlen(noises[i]));
	assert_noise_is_dropped("\0\0", 2);
	assert_noise_is_dropped("\x1B\0[\0m", 5);
}

/* As a shell on Windows redirects output */
static void utf16_is_read(void **state)
{
	(void)state;
	start();
	add("\xFF\xFE", 2);
	for (const char *at = log_text; *at; at++) {
		add(at, 1);
		add("", 1);
	}
	assert_read_noting("");
}

/* A string without an end does not remove the rest of its line. */
static void strings_without_an_end_are_ignored(void **state)
{
	(void)state;
	start();
	add_text("\x9D garbage \x1B]0;");
	add_text(log_text);
	assert_read_noting("");
}

/* Wraps all lines at so many columns, with text before each part. */
static void fold(size_t columns, const char *front, bool cuts_blanks)
{
	start();
	for (size_t i = 0; i < sample_lines(); i++) {
		const char *line;
		size_t length = sample_line(i, &line);

		for (size_t at = 0; at < length; at += columns) {
			size_t part = length - at < columns ? length - at : columns;

			add_text(front);
			while (cuts_blanks && at + part < length && line[at + part - 1] == ' ')
				part--;
			add(line + at, part);
			add_text("\n");
		}
	}
}

static void folded_lines_are_joined(void **state)
{
	char note[64];

	(void)state;
	for (size_t columns = 2; columns < 200; columns++) {
		fold(columns, "", false);
		snprintf(note, sizeof(note), "folded at %zu columns, joined", columns);
		assert_read_noting(note);
	}
	fold(2000, "", false);
	assert_read_noting("");
}

static void folded_lines_with_text_before_are_joined(void **state)
{
	(void)state;
	fold(80, "app-1  | ", false);
	assert_read_noting("folded at 89 columns, joined");
	fold(40, "Nov 03 08:05:10 host vm[7]: ", false);
	assert_read_noting("folded at 68 columns, joined");
}

/* Further parts are indented, and the indent may have taken a blank. */
static void folded_lines_with_an_indent_are_joined(void **state)
{
	(void)state;
	for (size_t columns = 72; columns < 200; columns++) {
		char *prefix = made;

		fold(columns, "    ", false);
		made[made_length] = '\0';
		while ((prefix = strstr(prefix, "    exit-probe: ")))
			memmove(prefix, prefix + 4, strlen(prefix + 4) + 1);
		made_length = strlen(made);
		assert_read();
		assert_non_null(strstr(reader.note, " columns, joined"));
	}
}

static void blanks_lost_by_folding_are_restored(void **state)
{
	(void)state;
	for (size_t columns = 20; columns < 120; columns++) {
		fold(columns, "", true);
		assert_read();
		assert_non_null(strstr(reader.note, " columns, joined"));
	}
}

/* Lines are broken at a blank, and the blank is lost. */
static void lines_folded_between_words_are_joined(void **state)
{
	(void)state;
	start();
	for (size_t i = 0; i < sample_lines(); i++) {
		const char *line, *blank;
		size_t length = sample_line(i, &line);

		for (const char *end = line + length; line < end; line = blank + 1) {
			blank = memchr(line, ' ', (size_t)(end - line));
			/* Do not break in the prefix or in the words of a CPU's name. */
			while (blank && blank - line < 30)
				blank = memchr(blank + 1, ' ', (size_t)(end - blank - 1));
			if (!blank)
				blank = end;
			add(line, (size_t)(blank - line));
			add_text("\n");
		}
	}
	assert_read();
	assert_non_null(strstr(reader.note, "folded at "));
}

/* Inserts text into a line of the sample. */
static void insert(size_t number, size_t at, const char *what)
{
	start();
	for (size_t i = 0; i < sample_lines(); i++) {
		const char *line;
		size_t length = sample_line(i, &line);

		if (i == number) {
			add(line, at);
			add_text(what);
			add(line + at, length - at);
		} else {
			add(line, length);
		}
		add_text("\r\n");
	}
}

#define KEEP_OFF                                                                                   \
	": keep other messages off this console (dmesg -n 1), or log the serial port to a file"

/* At any place of any line */
static void a_message_inside_a_line_is_removed(void **state)
{
	static const char *const messages[] = {
		"[   93.204417] virtio_net virtio0: up\r\n",
		"\r\n<6>audit: exit-probe: type=1400\r\n",
		" login: ",
	};

	(void)state;
	start();
	for (size_t i = 0; i < sample_lines(); i++) {
		const char *line;
		size_t length = sample_line(i, &line);

		for (size_t at = 1; at < length; at++) {
			insert(i, at, messages[at % 3]);
			assert_read();
			assert_non_null(strstr(reader.note, " line "));
			start();
			sample_line(i, &line);
		}
	}
	insert(6, 40, messages[0]);
	assert_read_noting(
		"\"[   93.204417] virtio_net virtio0: up\" was removed from line 7" KEEP_OFF);
}

/* The note quotes the first and counts the others. */
static void messages_inside_lines_are_counted(void **state)
{
	char *at;

	(void)state;
	insert(6, 40, "[   93.2] eth0: up\n");
	at = strstr(strstr(made, "phase id=1"), " tsc=");
	memmove(at + 8, at, strlen(at) + 1);
	memcpy(at, " login: ", 8);
	made_length += 8;
	assert_read_noting("\"[   93.2] eth0: up\" was removed from line 7 (other lines "
			   "repaired: 1)" KEEP_OFF);
}

static void a_message_that_remains_is_reported(void **state)
{
	const char *line;
	char *at;

	(void)state;
	start();
	sample_line(6, &line);
	insert(6, (size_t)(strstr(line, "userspace=") - line), "[   93.2] eth0: up\r\n");
	/* A second one in the same line */
	at = strstr(strstr(made, "checkpoint id=2"), "exits=");
	at[6] = '#';
	assert_not_read(
		7, "foreign text inside the line, \"#5 kernel=5 [   93.2] eth0: up\"" KEEP_OFF);
}

/* The sample as a program saves it that has another way to write a character */
static void assert_encoded(char from, const char *to, uint64_t line)
{
	start();
	for (const char *at = log_text; *at; at++)
		add(*at == from ? to : at, *at == from ? strlen(to) : 1);
	assert_false(parse_bytes(made, made_length));
	assert_int_equal(reader.error_line, line);
	assert_memory_equal(reader.error, "encoded text inside the line, ", 30);
	assert_non_null(
		strstr(reader.error, ": save the log as plain text, not as mail or a web page"));
}

static void encoded_logs_are_reported(void **state)
{
	(void)state;
	assert_encoded('=', "=3D", 1);
	assert_encoded('=', "+AD0-", 1);
	assert_encoded('"', "&quot;", 2);
	assert_encoded('"', "&#34;", 2);
}

static void cut_lines_are_reported(void **state)
{
	(void)state;
	start();
	for (size_t i = 0; i < sample_lines(); i++) {
		const char *line;
		size_t length = sample_line(i, &line);

		add(line, length < 120 ? length : 120);
		add_text("\n");
	}
	assert_not_read(2, "cut at 120 columns: log the serial port to a file, not what a "
			   "terminal shows");
}

static void lines_that_cannot_be_joined_are_reported(void **state)
{
	(void)state;
	fold(80, "", false);
	/* The second part of each line has lost its first character. */
	for (char *at = made; (at = strchr(at, '\n')); at++)
		if (at[1] && strncmp(at + 1, "exit-probe", 10) != 0)
			memmove(at + 1, at + 2, strlen(at + 2) + 1);
	made_length = strlen(made);
	assert_not_read(1, "folded at 80 columns: log the serial port to a file, not what a "
			   "terminal shows");
}

static void add_lines(size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		const char *line;
		size_t length = sample_line(i, &line);

		add(line, length);
		add_text("\n");
	}
}

static void the_last_complete_record_counts(void **state)
{
	char later[160];

	(void)state;
	start();
	add_lines(0, sample_lines());
	add_lines(0, 5);
	assert_read();
	snprintf(later, sizeof(later),
		 "a later record, from line %zu on, is left out: line %zu: the record is cut off "
		 "after this line: 5 of its %zu lines are there",
		 sample_lines() + 1, sample_lines() + 5, sample_lines());
	assert_string_equal(reader.later, later);
	start();
	add_lines(0, sample_lines());
	add_lines(7, sample_lines());
	assert_read();
	snprintf(later, sizeof(later),
		 "a later record is left out: its first lines, before line %zu, are missing",
		 sample_lines() + 1);
	assert_string_equal(reader.later, later);
	start();
	add_lines(7, sample_lines());
	add_lines(0, 6);
	add_lines(0, sample_lines());
	assert_read();
	assert_string_equal(reader.later, "");
}

static void missing_first_lines_are_reported(void **state)
{
	(void)state;
	start();
	add_text("kernel: x\n");
	add_lines(4, sample_lines());
	assert_not_read(2, "the first lines of the record are missing: start logging before "
			   "the VM starts");
}

static void count_record(void *count, const struct record_log *log)
{
	assert_true(log->record.begin.lines > 0);
	++*(size_t *)count;
}

/* Two guests in one log, and each line twice */
static void interleaved_records_are_separated(void **state)
{
	static char other[LOG_SIZE];
	size_t count = 0, lines;

	(void)state;
	start();
	strcpy(other, log_text);
	make_sample(true);
	strcpy(sample.guest.cmdline, "exit-probe: begin in a command line");
	write_sample();
	lines = sample_lines();
	for (size_t i = 0; i < lines; i++) {
		const char *line;
		size_t length = sample_line(i, &line);

		add_text("b | ");
		add(line, length);
		add_text("\na | ");
		line = other;
		for (size_t j = 0; j < i; j++)
			line = strchr(line, '\n') + 1;
		add(line, strcspn(line, "\r"));
		add_text("\n");
	}
	assert_true(record_log_read(&reader, made, made_length, count_record, &count));
	assert_int_equal(count, 2);
	start();
	for (size_t i = 0; i < lines; i++) {
		add_lines(i, i + 1);
		add_lines(i, i + 1);
	}
	assert_read();
	assert_string_equal(reader.later, "");
	assert_int_equal(reader.records, 2);
	start();
	add_lines(0, 6);
	add_lines(4, 6);
	add_lines(5, lines);
	assert_read_noting("");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_before_the_prefix_is_dropped),
		cmocka_unit_test(quoted_lines_are_read),
		cmocka_unit_test(terminal_sequences_are_dropped),
		cmocka_unit_test(utf16_is_read),
		cmocka_unit_test(strings_without_an_end_are_ignored),
		cmocka_unit_test(folded_lines_are_joined),
		cmocka_unit_test(folded_lines_with_text_before_are_joined),
		cmocka_unit_test(folded_lines_with_an_indent_are_joined),
		cmocka_unit_test(blanks_lost_by_folding_are_restored),
		cmocka_unit_test(lines_folded_between_words_are_joined),
		cmocka_unit_test(a_message_inside_a_line_is_removed),
		cmocka_unit_test(messages_inside_lines_are_counted),
		cmocka_unit_test(a_message_that_remains_is_reported),
		cmocka_unit_test(encoded_logs_are_reported),
		cmocka_unit_test(cut_lines_are_reported),
		cmocka_unit_test(lines_that_cannot_be_joined_are_reported),
		cmocka_unit_test(the_last_complete_record_counts),
		cmocka_unit_test(missing_first_lines_are_reported),
		cmocka_unit_test(interleaved_records_are_separated),
	};

	return run_tap(tests);
}
