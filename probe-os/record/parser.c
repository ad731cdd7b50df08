// SPDX-License-Identifier: GPL-2.0-only
/*
 * The one parser of the record's grammar, see record.h.
 */
#include "lib/mem.h"
#include "lib/text.h"
#include "record/check.h"
#include "record/crc32.h"
#include "record/fields.h"
#include "record/noise.h"
#include "record/parser.h"
#include "record/schema.h"
#include "record/writer.h"

#define CRC_KEY    " crc="
#define CRC_LENGTH (sizeof(CRC_KEY) - 1 + 8)

void record_parser_start(struct record_parser *parser)
{
	memset(parser, 0, sizeof(*parser));
}

/* Only the first error counts: what follows it has lost its place. */
static void fail(struct record_parser *parser, const char *message)
{
	struct text error = text_in(parser->error, sizeof(parser->error));

	text_string(&error, message);
	parser->error_line = parser->last_line;
}

/* A begin line makes everything before it, errors included, forgotten. */
static void restart(struct record_parser *parser)
{
	uint64_t log_lines = parser->log_lines;

	record_parser_start(parser);
	parser->log_lines = log_lines;
	parser->last_line = log_lines;
	parser->begun = true;
}

/* The checksum first: with it right, other errors are the writer's. */
static bool check_crc(struct record_parser *parser, const char *line, size_t length)
{
	size_t body = length - CRC_LENGTH;
	struct text text;
	char wanted[CRC_LENGTH + 1];

	if (length <= CRC_LENGTH || memcmp(line + body, CRC_KEY, strlen(CRC_KEY)) != 0) {
		fail(parser, "the line does not end in a checksum");
		return false;
	}
	parser->crc = crc32_update(parser->crc, line, body);
	text = text_in(wanted, sizeof(wanted));
	text_string(&text, CRC_KEY);
	text_hex(&text, parser->crc, 8);
	if (memcmp(line + body, wanted, CRC_LENGTH) == 0)
		return true;
	fail(parser, "wrong checksum: the line was altered, or one before it is missing");
	return false;
}

/* Where the next line belongs; before begin is read, nothing else can be next */
static struct record_place next_place(const struct record_parser *parser)
{
	if (parser->lines == 0)
		return (struct record_place){
			.kind = record_kind_begin,
			.offset = offsetof(struct record, begin),
		};
	return record_place_of(&parser->record.begin, parser->lines);
}

/* A value has one spelling: what the writer makes of it. */
static bool is_canonical(const struct record_parser *parser, const char *line, size_t length)
{
	char written[RECORD_LINE_SIZE];
	uint32_t crc = 0;
	size_t prefix = strlen(RECORD_PREFIX);

	record_write_line(&parser->record, parser->lines, &crc, written);
	return strlen(written) == prefix + length &&
	       memcmp(written + prefix, line, length - CRC_LENGTH) == 0;
}

static void parse(struct record_parser *parser, const char *line, size_t length)
{
	struct record_place place = next_place(parser);
	struct record_cursor cursor = { line, line + length - CRC_LENGTH };
	struct text error;
	const char *wrong;
	char message[sizeof(parser->error)];

	error = text_in(message, sizeof(message));
	if (!record_take(&cursor, place.kind->name)) {
		text_string(&error, "the next line should be of the kind ");
		text_string(&error, place.kind->name);
		fail(parser, message);
		return;
	}
	if (!record_read_fields(&cursor, &place, &parser->record, &error)) {
		fail(parser, message);
		return;
	}
	wrong = record_check_of(place.kind->name)(&parser->record, place.index);
	if (!wrong && !is_canonical(parser, line, length))
		wrong = "a value is not spelled as the grammar demands";
	if (wrong)
		fail(parser, wrong);
	else
		parser->lines++;
}

void record_parser_line(struct record_parser *parser, const char *line, size_t length)
{
	char clean[RECORD_LINE_SIZE];
	struct text text = text_in(clean, sizeof(clean));
	size_t prefix = strlen(RECORD_PREFIX);
	const char *body = clean + prefix;

	parser->log_lines++;
	record_strip_noise(&text, line, length);
	if (text.length < prefix || memcmp(clean, RECORD_PREFIX, prefix) != 0)
		return;
	parser->last_line = parser->log_lines;
	length = text.length - prefix;
	if (length > strlen("begin ") && memcmp(body, "begin ", strlen("begin ")) == 0)
		restart(parser);
	if (parser->error_line)
		return;
	if (!parser->begun)
		fail(parser, "a record line before any begin line");
	else if (text.cut)
		fail(parser, "the line is too long");
	else if (parser->lines && parser->lines == parser->record.begin.lines)
		fail(parser, "a record line after the end line");
	else if (check_crc(parser, body, length))
		parse(parser, body, length);
}

bool record_parser_finish(struct record_parser *parser)
{
	if (parser->error_line == 0 && !parser->begun) {
		parser->last_line = parser->log_lines ? parser->log_lines : 1;
		fail(parser, "no record: no line begins with \"" RECORD_PREFIX "begin\"");
	} else if (parser->error_line == 0 && parser->lines < parser->record.begin.lines) {
		fail(parser, "the record is cut off after this line");
	}
	return parser->error_line == 0;
}
