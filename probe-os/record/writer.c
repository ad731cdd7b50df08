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

static void put_histogram(struct text *line, const uint64_t *histogram, size_t count)
{
	const char *separator = "";

	for (size_t i = 0; i < count; i++) {
		if (histogram[i] == 0)
			continue;
		text_string(line, separator);
		text_number(line, i);
		text_char(line, ':');
		text_number(line, histogram[i]);
		separator = ",";
	}
}

static void put_exits(struct text *line, const struct record_exits *exits, size_t count)
{
	for (size_t i = 0; i < count && exits[i].name[0]; i++) {
		if (i > 0)
			text_char(line, ',');
		text_string(line, exits[i].name);
		text_char(line, ':');
		text_number(line, exits[i].exits);
	}
}

static void put_reasons(struct text *line, const struct record *record,
			const struct record_count *counts)
{
	for (uint64_t i = 0; i < record->begin.reasons; i++) {
		if (counts[i].exits == 0 && counts[i].kernel == 0)
			continue;
		text_char(line, ' ');
		text_string(line, record->reasons[i].name);
		text_char(line, '=');
		text_number(line, counts[i].exits);
		if (!record_is_timed(record))
			continue;
		text_char(line, ':');
		text_number(line, counts[i].kernel);
	}
}

void record_write_value(struct text *line, const struct record_field *field, const void *at)
{
	switch (field->type) {
	case FIELD_NUMBER:
		text_number(line, *(const uint64_t *)at);
		break;
	case FIELD_WORD:
		text_string(line, record_words(field)[*(const uint32_t *)at]);
		break;
	case FIELD_NAME:
		text_string(line, at);
		break;
	case FIELD_TEXT:
		put_quoted(line, at);
		break;
	case FIELD_HISTOGRAM:
		put_histogram(line, at, field->size / sizeof(uint64_t));
		break;
	case FIELD_EXITS:
		put_exits(line, at, field->size / sizeof(struct record_exits));
		break;
	case FIELD_REASONS:
		break;
	}
}

static void put_field(struct text *line, const struct record *record,
		      const struct record_field *field, const void *at)
{
	if (field->type == FIELD_REASONS) {
		put_reasons(line, record, at);
		return;
	}
	text_char(line, ' ');
	text_string(line, field->key);
	text_char(line, '=');
	record_write_value(line, field, at);
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

		if (record_has_field(record, &place, field))
			put_field(&text, record, field, from + field->offset);
	}
	*crc = crc32_update(*crc, line + start, text.length - start);
	text_string(&text, " crc=");
	text_hex(&text, *crc, 8);
}
