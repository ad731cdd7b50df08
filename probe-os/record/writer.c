// SPDX-License-Identifier: GPL-2.0-only
/*
 * The one writer of the record's grammar, see record.h.
 */
#include "lib/mem.h"
#include "lib/text.h"
#include "record/crc32.h"
#include "record/schema.h"
#include "record/writer.h"

static void put_quoted(struct text *line, const char *string)
{
	text_char(line, '"');
	for (; *string; string++) {
		if (*string == '"' || *string == '\\') {
			text_char(line, '\\');
			text_char(line, *string);
		} else if (*string < ' ' || *string > '~') {
			text_string(line, "\\x");
			text_hex(line, (uint8_t)*string, 2);
		} else {
			text_char(line, *string);
		}
	}
	text_char(line, '"');
}

static void put_field(struct text *line, const struct record_field *field, const void *at)
{
	text_char(line, ' ');
	text_string(line, field->key);
	text_char(line, '=');
	switch (field->type) {
	case FIELD_NUMBER:
		text_number(line, *(const uint64_t *)at);
		break;
	case FIELD_WORD:
		text_string(line, field->words[*(const uint32_t *)at]);
		break;
	case FIELD_NAME:
		text_string(line, at);
		break;
	case FIELD_TEXT:
		put_quoted(line, at);
		break;
	}
}

void record_write_line(const struct record *record, uint64_t number, uint32_t *crc,
		       char line[RECORD_LINE_SIZE])
{
	const struct record_place place = record_place_of(&record->begin, number);
	const char *from = (const char *)record + place.offset;
	struct text text = text_in(line, RECORD_LINE_SIZE);
	size_t start;

	text_string(&text, RECORD_PREFIX);
	start = text.length;
	text_string(&text, place.kind->name);
	for (size_t i = 0; i < place.kind->count; i++) {
		const struct record_field *field = &place.kind->fields[i];

		if (record->host.patched || !field->counter)
			put_field(&text, field, from + field->offset);
	}
	*crc = crc32_update(*crc, line + start, text.length - start);
	text_string(&text, " crc=");
	text_hex(&text, *crc, 8);
}
