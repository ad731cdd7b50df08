// SPDX-License-Identifier: GPL-2.0-only
/*
 * exit-record FILE: finds the record in a serial log, checks it and prints it.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "record/parser.h"
#include "record/writer.h"
#include "tool/lines.h"

static void take(void *parser, const char *line, size_t length)
{
	record_parser_line(parser, line, length);
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
	const char *wrong;

	if (argc != 2) {
		fprintf(stderr, "usage: exit-record FILE\n");
		return 2;
	}
	log = fopen(argv[1], "rb");
	if (!log)
		return complain(argv[1], strerror(errno));
	record_parser_start(&parser);
	wrong = lines_read(log, take, &parser);
	fclose(log);
	if (wrong)
		return complain(argv[1], wrong);
	if (!record_parser_finish(&parser)) {
		fprintf(stderr, "%s:%llu: %s\n", argv[1], (unsigned long long)parser.error_line,
			parser.error);
		return 1;
	}
	if (!print(&parser.record))
		return complain("standard output", strerror(errno));
	return 0;
}
