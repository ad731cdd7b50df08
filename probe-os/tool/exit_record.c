// SPDX-License-Identifier: GPL-2.0-only
/*
 * exit-record FILE: finds the record in a serial log, checks it and prints it.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "record/parser.h"
#include "record/writer.h"

/* Room for a record line and the noise that may surround it; more is cut. */
#define LOG_LINE_SIZE (2 * RECORD_LINE_SIZE)

static bool read_log(FILE *log, struct record_parser *parser)
{
	char line[LOG_LINE_SIZE];
	size_t length = 0;
	int c;

	record_parser_start(parser);
	while ((c = getc(log)) != EOF) {
		if (c == '\n') {
			record_parser_line(parser, line, length);
			length = 0;
		} else if (length < sizeof(line)) {
			line[length++] = (char)c;
		}
	}
	if (length > 0)
		record_parser_line(parser, line, length);
	return !ferror(log);
}

static bool print(const struct record *record)
{
	char line[RECORD_LINE_SIZE];
	uint32_t crc = 0;

	for (uint64_t i = 0; i < record->begin.lines; i++) {
		record_write_line(record, i, &crc, line);
		puts(line);
	}
	return fflush(stdout) == 0 && !ferror(stdout);
}

static int complain(const char *file, const char *message)
{
	fprintf(stderr, "%s: %s\n", file, message);
	return 1;
}

int main(int argc, char **argv)
{
	static struct record_parser parser;
	FILE *log;
	bool was_read;

	if (argc != 2) {
		fprintf(stderr, "usage: exit-record FILE\n");
		return 2;
	}
	log = fopen(argv[1], "rb");
	if (!log)
		return complain(argv[1], strerror(errno));
	was_read = read_log(log, &parser);
	fclose(log);
	if (!was_read)
		return complain(argv[1], "cannot be read");
	if (!record_parser_finish(&parser)) {
		fprintf(stderr, "%s:%llu: %s\n", argv[1], (unsigned long long)parser.error_line,
			parser.error);
		return 1;
	}
	if (!print(&parser.record))
		return complain("standard output", strerror(errno));
	return 0;
}
