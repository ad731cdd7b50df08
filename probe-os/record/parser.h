/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reads a record out of a log, line by line, in bounded memory. Whatever the
 * log holds, it ends with a valid record or with one error.
 */
#ifndef RECORD_PARSER_H
#define RECORD_PARSER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "record/record.h"

struct record_parser {
	struct record record;
	uint64_t log_lines; /* seen so far */
	uint64_t last_line; /* the log line that was of the record last */
	uint64_t lines;     /* of the record */
	uint32_t crc;
	bool begun;
	uint64_t error_line; /* 0 as long as nothing is wrong */
	char error[160];
};

void record_parser_start(struct record_parser *parser);

/* The next line of the log, with or without its line end. */
void record_parser_line(struct record_parser *parser, const char *line, size_t length);

/*
 * True if the log held a valid record, which is then in parser->record;
 * otherwise error and error_line say what is wrong and where.
 */
bool record_parser_finish(struct record_parser *parser);

#endif
