// SPDX-License-Identifier: GPL-2.0-only
/*
 * Undoes known changes that logs make to a line, until the checksum is right.
 */
#include "lib/mem.h"
#include "record/crc32.h"
#include "record/gather.h"
#include "record/noise.h"

#define PREFIX_LENGTH  (sizeof(RECORD_PREFIX) - 1)
#define PREFIXES_AHEAD 4

/* The text before each further part of a folded line */
enum skip {
	SKIP_NOTHING,
	SKIP_INDENT,  /* the blanks that all further parts begin with */
	SKIP_COLUMNS, /* as many columns as before the first part */
	SKIP_WORDS,   /* as many words as before the first part; their length may differ */
	SKIPS,
};

/* The text that folding removed between two parts */
enum joint {
	JOINT_NOTHING,
	JOINT_BLANKS, /* blanks at the end of a full line */
	JOINT_BLANK,  /* the blank between two words */
	JOINTS,
};

struct way {
	bool is_folded, is_quoted, drops_backspaces;
	enum skip skip;
	enum joint joint;
	size_t columns, words; /* before the first part */
	size_t longest;        /* length of the longest line of the log in it */
	size_t indent;         /* of the further parts */
};

/* The offset after the prefix at this offset, which may be folded; 0 if there is none */
static size_t behind_prefix(const char *log, size_t size, size_t at)
{
	size_t matched = 0;

	for (; matched < PREFIX_LENGTH && at < size; at++) {
		if (log[at] == RECORD_PREFIX[matched])
			matched++;
		else if (log[at] != '\n' || matched == 0)
			return 0;
	}
	return matched == PREFIX_LENGTH ? at : 0;
}

static size_t find_prefix(const char *log, size_t size, size_t from)
{
	while (from < size && !behind_prefix(log, size, from))
		from++;
	return from;
}

bool log_line_find(struct log_line *line, const char *log, size_t size, size_t from)
{
	size_t start = find_prefix(log, size, from);

	if (start == size)
		return false;
	*line = (struct log_line){ .log = log, .size = size, .at = start, .start = start };
	while (line->at > from && log[line->at - 1] != '\n')
		line->at--;
	line->body = behind_prefix(log, size, start);
	line->next = line->far = find_prefix(log, size, line->body);
	for (int i = 1; i < PREFIXES_AHEAD && line->far < size; i++)
		line->far = find_prefix(log, size, line->far + 1);
	return true;
}

size_t log_line_end(const struct log_line *line, size_t at)
{
	size_t end = at < line->next ? line->next : line->far;

	while (at < end && line->log[at] != '\n')
		at++;
	return at;
}

bool record_is_sealed(const char *text, size_t length, uint32_t *crc)
{
	if (length < RECORD_SEAL_LENGTH || text[length - 9] != '=' ||
	    memcmp(text + length - RECORD_SEAL_LENGTH, " crc=", strlen(" crc=")) != 0)
		return false;
	*crc = 0;
	for (size_t at = length - 8; at < length; at++) {
		char c = text[at];

		if (c >= '0' && c <= '9')
			*crc = *crc << 4 | (uint32_t)(c - '0');
		else if (c >= 'a' && c <= 'f')
			*crc = *crc << 4 | (uint32_t)(c - 'a' + 10);
		else
			return false;
	}
	return true;
}

static bool has_seal(const char *text, size_t length)
{
	uint32_t crc;

	for (size_t i = RECORD_SEAL_LENGTH; i <= length; i++)
		if (record_is_sealed(text, i, &crc))
			return true;
	return false;
}

bool log_line_is_sealed(const struct log_line *line)
{
	return has_seal(line->log + line->body, log_line_end(line, line->body) - line->body);
}

static bool put(struct gathered *to, char c)
{
	if (to->length == RECORD_LINE_SIZE)
		return false;
	to->text[to->length++] = c;
	return true;
}

/* Skips the text before a further part of a folded line. */
static size_t skip_front(const struct log_line *line, const struct way *way, size_t at)
{
	size_t end = log_line_end(line, at), words = way->words;

	if (way->skip == SKIP_COLUMNS || way->skip == SKIP_INDENT) {
		at += way->skip == SKIP_COLUMNS ? way->columns : way->indent;
		return at < end ? at : end;
	}
	for (; way->skip == SKIP_WORDS && words > 0; words--) {
		while (at < end && line->log[at] == ' ')
			at++;
		while (at < end && line->log[at] != ' ')
			at++;
	}
	return at + (way->skip == SKIP_WORDS && at < end);
}

static bool join(struct gathered *to, const struct way *way, size_t length)
{
	size_t blanks = way->joint == JOINT_BLANK ? 1 : 0;

	if (way->joint == JOINT_BLANKS && length < way->longest)
		blanks = way->longest - length;
	while (blanks-- > 0)
		if (!put(to, ' '))
			return false;
	return true;
}

/* Once the kind's letters are there, refuses a line of another kind. */
static bool is_of_kind(const struct gathered *to, const char *kind)
{
	size_t length = strlen(kind);

	return to->length != length + 1 ||
	       (memcmp(to->text, kind, length) == 0 && to->text[length] == ' ');
}

static bool gather(const struct log_line *line, const struct way *way,
		   const struct record_parser *parser, struct gathered *to)
{
	const char *kind = record_parser_next(parser).kind->name;
	size_t stop = way->is_folded ? line->next : line->far;
	size_t from = line->at;
	uint32_t crc;

	to->length = to->columns = 0;
	for (size_t at = line->body; at < stop; at++) {
		char c = line->log[at];

		if (c == '\n') {
			if (!way->is_folded || !join(to, way, at - from))
				return false;
			to->columns = way->longest;
			from = at + 1;
			at = skip_front(line, way, from) - 1;
			continue;
		}
		if (c == NOISE_BACKSPACE) {
			to->length -= !way->drops_backspaces && to->length > 0;
			continue;
		}
		if (way->is_quoted && c == '\\' && at + 1 < stop)
			c = line->log[++at];
		if (!put(to, c) || !is_of_kind(to, kind))
			return false;
		if (!record_is_sealed(to->text, to->length, &crc))
			continue;
		if (crc32_update(parser->crc, to->text, to->length - RECORD_SEAL_LENGTH) != crc)
			continue;
		to->length -= RECORD_SEAL_LENGTH;
		to->end = at + 1;
		return true;
	}
	return false;
}

/* Measures the text before the prefix. */
static void measure_front(const struct log_line *line, struct way *way)
{
	way->columns = line->start - line->at;
	for (size_t at = line->at; at < line->start; at++)
		way->words += line->log[at] != ' ' && (at == line->at || line->log[at - 1] == ' ');
}

static size_t blanks_at(const struct log_line *line, size_t at)
{
	size_t from = at;

	while (at < line->next && line->log[at] == ' ')
		at++;
	return at - from;
}

/* Measures the lines of the log that can be parts of it. */
static void measure_parts(const struct log_line *line, struct way *way)
{
	size_t length;

	way->indent = line->size;
	for (size_t at = line->at; at < line->next; at += length + 1) {
		length = log_line_end(line, at) - at;
		if (length > way->longest)
			way->longest = length;
		if (at > line->start && blanks_at(line, at) < way->indent)
			way->indent = blanks_at(line, at);
		if (has_seal(line->log + at, length))
			break;
	}
}

static bool try_ways(const struct log_line *line, struct way *way,
		     const struct record_parser *parser, struct gathered *to)
{
	for (int quoted = 0; quoted < 2; quoted++) {
		way->is_folded = false;
		way->is_quoted = quoted;
		if (gather(line, way, parser, to))
			return true;
	}
	way->is_folded = true;
	way->is_quoted = false;
	for (int skip = 0; skip < (way->columns ? SKIPS : SKIP_COLUMNS); skip++)
		for (int joint = 0; joint < JOINTS; joint++) {
			way->skip = (enum skip)skip;
			way->joint = (enum joint)joint;
			if (gather(line, way, parser, to))
				return true;
		}
	return false;
}

bool record_gather(const struct log_line *line, const struct record_parser *parser,
		   struct gathered *to)
{
	struct way way = { 0 };

	measure_parts(line, &way);
	measure_front(line, &way);
	if (try_ways(line, &way, parser, to))
		return true;
	way.drops_backspaces = true;
	return try_ways(line, &way, parser, to);
}
