// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads values by their type in the schema.
 */
#include "lib/mem.h"
#include "record/fields.h"

bool record_take(struct record_cursor *cursor, const char *string)
{
	size_t length = strlen(string);

	if ((size_t)(cursor->end - cursor->at) < length || memcmp(cursor->at, string, length) != 0)
		return false;
	cursor->at += length;
	return true;
}

/* Consumes " key=", or the part of it that matches. */
static bool take_key(struct record_cursor *cursor, const char *key)
{
	const char *const parts[] = { " ", key, "=" };

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		for (const char *at = parts[i]; *at; at++) {
			if (cursor->at == cursor->end || *cursor->at != *at)
				return false;
			cursor->at++;
		}
	return true;
}

bool record_holds(const struct record_cursor *cursor, const char *string)
{
	struct record_cursor ahead = *cursor;

	for (; ahead.at < ahead.end; ahead.at++)
		if (record_take(&ahead, string))
			return true;
	return false;
}

static bool is_word_character(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/* Digits only. The comparison with the writer's text refuses leading zeros. */
static bool read_number(struct record_cursor *cursor, uint64_t *value)
{
	const char *start = cursor->at;

	for (*value = 0; cursor->at < cursor->end; cursor->at++) {
		uint64_t digit = (uint64_t)(*cursor->at - '0');

		if (*cursor->at < '0' || *cursor->at > '9')
			break;
		if (*value > (UINT64_MAX - digit) / 10)
			return false;
		*value = *value * 10 + digit;
	}
	return cursor->at > start;
}

static bool read_name(struct record_cursor *cursor, char *name, size_t size)
{
	struct text text = text_in(name, size);

	while (cursor->at < cursor->end && is_word_character(*cursor->at))
		text_char(&text, *cursor->at++);
	return text.length > 0 && !text.cut;
}

static bool read_word(struct record_cursor *cursor, const char *const *words, uint32_t *value)
{
	char word[RECORD_NAME_SIZE];

	if (!read_name(cursor, word, sizeof(word)))
		return false;
	for (*value = 0; words[*value]; (*value)++)
		if (text_equal(word, words[*value]))
			return true;
	*value = 0;
	return false;
}

/* Value of a hexadecimal digit, 16 if invalid */
static unsigned int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return (unsigned int)(c - '0');
	if (c >= 'a' && c <= 'f')
		return (unsigned int)(c - 'a') + 10;
	return 16;
}

/* The character after a backslash; NUL, which no text contains, if invalid */
static char read_escape(struct record_cursor *cursor)
{
	unsigned int high, low;

	if (record_take(cursor, "\""))
		return '"';
	if (record_take(cursor, "\\"))
		return '\\';
	if (!record_take(cursor, "x") || cursor->end - cursor->at < 2)
		return '\0';
	high = hex_digit(cursor->at[0]);
	low = hex_digit(cursor->at[1]);
	if (high > 15 || low > 15)
		return '\0';
	cursor->at += 2;
	return (char)(high << 4 | low);
}

static bool read_text(struct record_cursor *cursor, char *to, size_t size)
{
	struct text text = text_in(to, size);

	if (!record_take(cursor, "\""))
		return false;
	while (cursor->at < cursor->end) {
		char c = *cursor->at++;

		if (c == '"')
			return !text.cut;
		if (c == '\\')
			c = read_escape(cursor);
		if (c == '\0')
			return false;
		text_char(&text, c);
	}
	return false;
}

static bool read_histogram(struct record_cursor *cursor, uint64_t *histogram, size_t count)
{
	uint64_t bucket;

	if (cursor->at == cursor->end || *cursor->at == ' ')
		return true;
	do {
		if (!read_number(cursor, &bucket) || bucket >= count)
			return false;
		if (!record_take(cursor, ":") || !read_number(cursor, &histogram[bucket]))
			return false;
	} while (record_take(cursor, ","));
	return true;
}

static bool read_exits(struct record_cursor *cursor, struct record_exits *exits, size_t count)
{
	size_t i = 0;

	if (cursor->at == cursor->end || *cursor->at == ' ')
		return true;
	do {
		if (i == count || !read_name(cursor, exits[i].name, sizeof(exits[i].name)) ||
		    !record_take(cursor, ":") || !read_number(cursor, &exits[i].exits))
			return false;
		i++;
	} while (record_take(cursor, ","));
	return true;
}

static bool read_count(struct record_cursor *cursor, struct record_count *count, bool is_timed)
{
	return read_number(cursor, &count->exits) &&
	       (!is_timed || (record_take(cursor, ":") && read_number(cursor, &count->kernel)));
}

/* Skips reasons that are not next on the line; the caller refuses what is left. */
static void read_reasons(struct record_cursor *cursor, const struct record *record,
			 struct record_count *counts)
{
	const bool is_timed = record_is_timed(record);

	for (uint64_t i = 0; i < record->begin.reasons; i++) {
		struct record_cursor ahead = *cursor;

		if (record_take(&ahead, " ") && record_take(&ahead, record->reasons[i].name) &&
		    record_take(&ahead, "=") && read_count(&ahead, &counts[i], is_timed))
			*cursor = ahead;
	}
}

static bool read_value(struct record_cursor *cursor, const struct record_field *field, void *to)
{
	switch (field->type) {
	case FIELD_NUMBER:
		return read_number(cursor, to);
	case FIELD_WORD:
		return read_word(cursor, record_words(field), to);
	case FIELD_NAME:
		return read_name(cursor, to, field->size);
	case FIELD_TEXT:
		return read_text(cursor, to, field->size);
	case FIELD_HISTOGRAM:
		return read_histogram(cursor, to, field->size / sizeof(uint64_t));
	case FIELD_EXITS:
		return read_exits(cursor, to, field->size / sizeof(struct record_exits));
	case FIELD_REASONS:
		break;
	}
	return false;
}

/* Composes the message; returns false for the caller to return. */
static bool wrong(struct text *error, const char *before, const char *key, const char *after)
{
	text_string(error, before);
	text_string(error, key);
	text_string(error, after);
	return false;
}

bool record_read_fields(struct record_cursor *cursor, const struct record_place *place,
			struct record *record, struct text *error)
{
	char *to = (char *)record + place->offset;

	for (size_t i = 0; i < place->kind->count; i++) {
		const struct record_field *field = &place->kind->fields[i];

		if (!record_has_field(record, place, field))
			continue;
		if (field->type == FIELD_REASONS) {
			read_reasons(cursor, record, (void *)(to + field->offset));
			continue;
		}
		if (!take_key(cursor, field->key))
			return wrong(error, "", field->key, "= is missing");
		if (!read_value(cursor, field, to + field->offset))
			return wrong(error, "the value of ", field->key, "= is invalid");
	}
	if (cursor->at != cursor->end)
		return wrong(error, "unexpected text at the end of the ", place->kind->name,
			     " line");
	return true;
}
