/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Parses one record, line by line; log.h finds the lines.
 */
#ifndef RECORD_PARSER_H
#define RECORD_PARSER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "record/record.h"
#include "record/schema.h"

struct record_parser {
	struct record record;
	uint64_t lines; /* of the record, so far */
	uint32_t crc;   /* over these lines */
};

void record_parser_start(struct record_parser *parser);

/* Where the next line belongs; the first is always begin */
struct record_place record_parser_next(const struct record_parser *parser);

/*
 * Takes the next line, from its kind up to " crc="; its checksum is right. Returns
 * NULL, or what is wrong with it.
 */
const char *record_parser_take(struct record_parser *parser, const char *line, size_t length);

/* The offset at which a line differs from a valid next line; its end if it is valid */
size_t record_parser_stop(const struct record_parser *parser, const char *line, size_t length);

bool record_parser_is_whole(const struct record_parser *parser);

#endif
