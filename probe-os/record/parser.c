// SPDX-License-Identifier: GPL-2.0-only
/*
 * The one parser of the record's grammar, see record.h.
 */
#include "lib/mem.h"
#include "lib/text.h"
#include "record/check.h"
#include "record/crc32.h"
#include "record/fields.h"
#include "record/moved.h"
#include "record/parser.h"
#include "record/writer.h"

void record_parser_start(struct record_parser *parser)
{
	memset(parser, 0, sizeof(*parser));
}

struct record_place record_parser_next(const struct record_parser *parser)
{
	if (parser->lines == 0)
		return (struct record_place){
			.kind = record_kind_begin,
			.offset = offsetof(struct record, begin),
		};
	return record_place_of(&parser->record.begin, parser->lines);
}

bool record_parser_is_whole(const struct record_parser *parser)
{
	return parser->lines && parser->lines == parser->record.begin.lines;
}

/* A value has one spelling: the writer's. */
static bool is_canonical(const struct record_parser *parser, const char *line, size_t length)
{
	char written[RECORD_LINE_SIZE];
	uint32_t crc = 0;
	size_t prefix = strlen(RECORD_PREFIX), seal = strlen(" crc=") + 8;

	record_write_line(&parser->record, parser->lines, &crc, written);
	return strlen(written) == prefix + length + seal &&
	       memcmp(written + prefix, line, length) == 0;
}

/* A phase in which the VM was moved has numbers if its writer did not notice. */
static void expect_moved(struct record *record, const struct record_place *place,
			 const struct record_cursor *cursor)
{
	if (text_equal(place->kind->name, "phase"))
		record->phases[place->index].moved = record_phase_broke(record, place->index + 1) &&
						     !record_holds(cursor, " tsc=");
}

/* Reads a line of that kind into the record; returns false with the reason in error. */
static bool read_line(struct record *record, const struct record_place *place,
		      struct record_cursor *cursor, struct text *error)
{
	if (!record_take(cursor, place->kind->name))
		return false;
	expect_moved(record, place, cursor);
	return record_read_fields(cursor, place, record, error);
}

const char *record_parser_take(struct record_parser *parser, const char *line, size_t length)
{
	static char message[160];
	struct record_place place = record_parser_next(parser);
	struct record_cursor cursor = { line, line + length };
	struct text error = text_in(message, sizeof(message));
	const char *wrong;

	if (!read_line(&parser->record, &place, &cursor, &error))
		return message;
	wrong = record_check_of(place.kind->name)(&parser->record, place.index);
	if (!wrong && !is_canonical(parser, line, length))
		wrong = "a value is not in the grammar's spelling";
	if (wrong)
		return wrong;
	parser->crc = crc32_update(parser->crc, line, length);
	parser->lines++;
	return record_parser_is_whole(parser) ? record_leave_out_moved(&parser->record) : NULL;
}

size_t record_parser_stop(const struct record_parser *parser, const char *line, size_t length)
{
	static struct record scratch;
	char message[160];
	struct record_place place = record_parser_next(parser);
	struct record_cursor cursor = { line, line + length };
	struct text error = text_in(message, sizeof(message));

	scratch = parser->record;
	read_line(&scratch, &place, &cursor, &error);
	return (size_t)(cursor.at - line);
}
