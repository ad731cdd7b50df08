/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A record's line as it stands in a log: behind anything, folded or quoted. It is
 * the one if its checksum is right.
 */
#ifndef RECORD_GATHER_H
#define RECORD_GATHER_H

#include "record/parser.h"

/* Where in a log, free of noise, a line of the record seems to begin */
struct log_line {
	const char *log;
	size_t size;
	size_t at;    /* of the log's line that has the prefix */
	size_t start; /* of the prefix */
	size_t body;  /* behind the prefix */
	size_t next;  /* the prefix after this one, or the log's end */
	size_t far;   /* some prefixes further: a text may have one in it */
};

/* The first line at or behind an offset; false if there is none. */
bool log_line_find(struct log_line *line, const char *log, size_t size, size_t from);

/* The end of the log's line that an offset is in, or the next prefix in it */
size_t log_line_end(const struct log_line *line, size_t at);

/* Whether there is a checksum in the log's line that it begins in */
bool log_line_is_sealed(const struct log_line *line);

/* Whether the text ends in " crc=" and eight digits; which */
bool record_is_sealed(const char *text, size_t length, uint32_t *crc);
#define RECORD_SEAL_LENGTH (sizeof(" crc=") - 1 + 8)

struct gathered {
	char text[2 * RECORD_LINE_SIZE];
	size_t length;  /* up to " crc=" */
	size_t end;     /* in the log, behind the checksum */
	size_t columns; /* at which it is folded, or 0 */
};

/* The line that comes next in a record, if it is this one */
bool record_gather(const struct log_line *line, const struct record_parser *parser,
		   struct gathered *to);

#endif
