// SPDX-License-Identifier: GPL-2.0-only
/*
 * Any log will do: the parser finds the record in it.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "record/parser.h"
#include "tool/lines.h"
#include "tool/record_file.h"

static void take(void *parser, const char *line, size_t length)
{
	record_parser_line(parser, line, length);
}

static const struct record *complain(const char *file, const char *message)
{
	fprintf(stderr, "%s: %s\n", file, message);
	return NULL;
}

static const struct record *copy_of(const struct record *record)
{
	struct record *copy = malloc(sizeof(*copy));

	if (copy)
		*copy = *record;
	return copy;
}

const struct record *record_file_read(const char *file)
{
	static struct record_parser parser;
	const struct record *record;
	const char *wrong;
	FILE *log = fopen(file, "rb");

	if (!log)
		return complain(file, strerror(errno));
	record_parser_start(&parser);
	wrong = lines_read(log, take, &parser);
	fclose(log);
	if (wrong)
		return complain(file, wrong);
	if (!record_parser_finish(&parser)) {
		fprintf(stderr, "%s:%llu: %s\n", file, (unsigned long long)parser.error_line,
			parser.error);
		return NULL;
	}
	record = copy_of(&parser.record);
	return record ? record : complain(file, strerror(ENOMEM));
}
