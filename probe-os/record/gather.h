/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Finds a record's line in a log: after any text, folded or quoted. A right checksum
 * confirms it.
 */
#ifndef RECORD_GATHER_H
#define RECORD_GATHER_H

#include "record/parser.h"

/* A place in a log without noise where a line of the record may begin; all are offsets */
struct log_line {
	const char *log;
	size_t size;
	size_t at;    /* the log's line that has the prefix */
	size_t start; /* the prefix */
	size_t body;  /* after the prefix */
	size_t next;  /* the next prefix, or the log's end */
	size_t far;   /* some prefixes further: a text may contain one */
};

/* Finds the first line at or after an offset; false if there is none. */
bool log_line_find(struct log_line *line, const char *log, size_t size, size_t from);

/* The end of the log's line around an offset, or the next prefix in it */
size_t log_line_end(const struct log_line *line, size_t at);

/* Whether the log's line in which it begins contains a checksum */
bool log_line_is_sealed(const struct log_line *line);

/* Whether the text ends in " crc=" and eight digits; stores their value. */
bool record_is_sealed(const char *text, size_t length, uint32_t *crc);
#define RECORD_SEAL_LENGTH (sizeof(" crc=") - 1 + 8)

struct gathered {
	char text[2 * RECORD_LINE_SIZE];
	size_t length;  /* up to " crc=" */
	size_t end;     /* offset in the log after the checksum */
	size_t columns; /* at which it is folded; 0: not folded */
};

/* Reads this line of the log as the next line of a record; false if it is not. */
bool record_gather(const struct log_line *line, const struct record_parser *parser,
		   struct gathered *to);

#endif
