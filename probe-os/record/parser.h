/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One record, line by line: log.h finds them.
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
	uint32_t crc;   /* over them */
};

void record_parser_start(struct record_parser *parser);

/* Where the next line belongs; before begin is read, nothing else can be next */
struct record_place record_parser_next(const struct record_parser *parser);

/*
 * The next line, from its kind up to " crc=", whose checksum is right. NULL, or
 * what is wrong with it.
 */
const char *record_parser_take(struct record_parser *parser, const char *line, size_t length);

/* Where a line stops to be what must be next; its end if it is. */
size_t record_parser_stop(const struct record_parser *parser, const char *line, size_t length);

bool record_parser_is_whole(const struct record_parser *parser);

#endif
