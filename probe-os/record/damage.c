// SPDX-License-Identifier: GPL-2.0-only
/*
 * The place where a line stops being valid tells the damage: at its end the rest is
 * cut off, before its end foreign text follows.
 */
#include "lib/mem.h"
#include "record/damage.h"
#include "record/moved.h"

#define QUOTED_MAX 80
#define AVOID_FOREIGN                                                                              \
	": keep other messages off this console (dmesg -n 1), or log the serial port to a file"
#define AVOID_ENCODED ": save the log as plain text, not as mail or a web page"
#define AVOID_FOLDED  ": log the serial port to a file, not what a terminal shows"

void record_quote(struct text *to, const char *text, size_t length)
{
	text_char(to, '"');
	text_bytes(to, text, length < QUOTED_MAX ? length : QUOTED_MAX);
	text_string(to, length < QUOTED_MAX ? "\"" : "...\"");
}

/* Whether another line is cut at the same column */
static bool is_cut_alike(const struct log_line *line, size_t columns)
{
	struct log_line other;
	size_t from = 0, seen = 0;
	uint32_t crc;

	while (seen < 2 && log_line_find(&other, line->log, line->size, from)) {
		size_t end = log_line_end(&other, other.start);

		seen += end - other.at == columns &&
			!record_is_sealed(other.log + other.at, columns, &crc);
		from = end;
	}
	return seen == 2;
}

static void say_cut(struct text *to, const struct log_line *line, size_t end)
{
	size_t columns = end - line->at;

	if (end < line->size && is_cut_alike(line, columns)) {
		text_string(to, end + 1 + (line->start - line->at) < line->next ? "folded at "
										: "cut at ");
		text_number(to, columns);
		text_string(to, " columns" AVOID_FOLDED);
		return;
	}
	text_string(to, "the line does not end in a checksum");
	if (end + 1 >= line->size)
		text_string(to, ": the log is cut within it");
}

/* The end of a line's body: its checksum if it has one, else the line's end */
static size_t body_end(const struct log_line *line, size_t end, bool *is_sealed)
{
	uint32_t crc;

	for (size_t i = line->body; i <= end; i++)
		if (record_is_sealed(line->log + line->body, i - line->body, &crc)) {
			*is_sealed = true;
			return i - RECORD_SEAL_LENGTH;
		}
	*is_sealed = false;
	return end;
}

/* Whether the text is a proper prefix of " crc=" and digits */
static bool is_begun_seal(const char *text, size_t length)
{
	static const char seal[] = " crc=";

	for (size_t i = 0; i < length; i++)
		if (i < strlen(seal) ? text[i] != seal[i]
				     : !(text[i] >= '0' && text[i] <= '9') &&
					       !(text[i] >= 'a' && text[i] <= 'f'))
			return false;
	return length < RECORD_SEAL_LENGTH;
}

/* Whether the line has its "=" or quotes as mail and web pages write them */
static bool is_encoded(const char *text, size_t length)
{
	static const char *const written[] = { "=3D", "%3D", "+AD0-", "&quot;", "&#34;" };

	for (size_t i = 0; i < length; i++)
		for (size_t k = 0; k < sizeof(written) / sizeof(written[0]); k++)
			if (length - i >= strlen(written[k]) &&
			    memcmp(text + i, written[k], strlen(written[k])) == 0)
				return true;
	return false;
}

static void say_foreign(struct text *to, const char *text, size_t length, bool is_written_anew)
{
	text_string(to, is_written_anew ? "encoded" : "foreign");
	text_string(to, " text inside the line, ");
	record_quote(to, text, length);
	text_string(to, is_written_anew ? AVOID_ENCODED : AVOID_FOREIGN);
}

static void say_damage(struct text *to, const struct log_line *line,
		       const struct record_parser *parser)
{
	size_t end = log_line_end(line, line->body), body, stop;
	const char *kind = record_parser_next(parser).kind->name;
	bool is_sealed;

	body = body_end(line, end, &is_sealed);
	stop = line->body + record_parser_stop(parser, line->log + line->body, body - line->body);
	if (!is_sealed && is_begun_seal(line->log + stop, body - stop)) {
		say_cut(to, line, end);
	} else if (stop < line->body + strlen(kind) || stop == body) {
		text_string(to, is_sealed ? "wrong checksum: the line was altered, or one before "
					    "it is missing"
					  : "the line does not end in a checksum");
	} else {
		say_foreign(to, line->log + stop, end - stop,
			    is_encoded(line->log + line->body, end - line->body));
	}
}

void record_say_missing(struct text *to, const struct record_chain *chain)
{
	if (chain->is_suspect) {
		say_damage(to, &chain->suspect, &chain->parser);
		return;
	}
	text_string(to, "the record is cut off after this line: ");
	text_number(to, chain->parser.lines);
	text_string(to, " of its ");
	text_number(to, chain->parser.record.begin.lines);
	text_string(to, " lines are there");
}

void record_say_repairs(struct text *to, const struct record_chain *chain)
{
	char where[160];
	struct text moved = text_in(where, sizeof(where));

	if (chain->folded) {
		text_string(to, "folded at ");
		text_number(to, chain->folded);
		text_string(to, " columns, joined");
	}
	if (chain->foreign_lines) {
		text_string(to, to->length ? "; " : "");
		text_string(to, chain->foreign);
		if (chain->foreign_lines > 1) {
			text_string(to, " (other lines repaired: ");
			text_number(to, chain->foreign_lines - 1);
			text_string(to, ")");
		}
		text_string(to, AVOID_FOREIGN);
	}
	record_say_moved(&moved, &chain->parser.record);
	if (moved.length) {
		text_string(to, to->length ? "; " : "");
		text_string(to, "the VM was moved or restored, or its host changed the mode, ");
		text_string(to, where);
		text_string(to, ": the numbers there are left out");
	}
}
