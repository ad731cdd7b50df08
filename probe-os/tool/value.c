// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finds keys by the schema, reasons by their names.
 */
#include <stdlib.h>
#include <string.h>

#include "record/reason.h"
#include "record/writer.h"
#include "tool/value.h"

#define KEY_SIZE (2 * RECORD_NAME_SIZE)

void value_text(struct text *to, const char *string)
{
	for (; *string; string++) {
		if (*string >= ' ' && *string <= '~') {
			text_char(to, *string);
		} else {
			text_string(to, "\\x");
			text_hex(to, (uint8_t)*string, 2);
		}
	}
}

static bool put_bucket(struct text *to, const uint64_t *histogram, const char *part)
{
	char *end;
	unsigned long bucket = strtoul(part, &end, 10);

	if (*part < '0' || *part > '9' || *end || bucket >= RECORD_BUCKETS_MAX)
		return false;
	text_number(to, histogram[bucket]);
	return true;
}

static bool put_exits_of(struct text *to, const struct record *record,
			 const struct record_exits *exits, const char *reason)
{
	for (size_t i = 0; i < RECORD_BENCH_REASONS_MAX && exits[i].name[0]; i++) {
		if (!text_equal(exits[i].name, reason))
			continue;
		text_number(to, exits[i].exits);
		return true;
	}
	text_number(to, 0);
	return reason_is_known(record->host.vendor, reason);
}

/* The count of a reason in a phase; NULL if there is no such reason */
static const struct record_count *count_of(const struct record *record,
					   const struct record_count *counts, const char *reason)
{
	static const struct record_count none;

	for (uint64_t i = 0; i < record->begin.reasons; i++)
		if (text_equal(record->reasons[i].name, reason))
			return &counts[i];
	return reason_is_known(record->host.vendor, reason) ? &none : NULL;
}

/* part: exits, kernel, or NULL for all that the record has */
static enum value_result put_count(struct text *to, const struct record *record,
				   const struct record_count *count, const char *part)
{
	const bool is_timed = record_is_timed(record);
	const bool exits = !part || text_equal(part, "exits");
	const bool kernel = part ? text_equal(part, "kernel") : is_timed;

	if (!count || !(exits || kernel))
		return VALUE_UNKNOWN;
	if (kernel && !is_timed)
		return record_has_moments(record) ? VALUE_NOT_TIMED : VALUE_NOT_KEPT;
	if (exits)
		text_number(to, count->exits);
	if (exits && kernel)
		text_char(to, ':');
	if (kernel)
		text_number(to, count->kernel);
	return VALUE_FOUND;
}

static bool put_value(struct text *to, const struct record *record,
		      const struct record_field *field, const void *at, const char *part)
{
	if (!part && field->type == FIELD_TEXT)
		value_text(to, at);
	else if (!part)
		record_write_value(to, field, at);
	else if (field->type == FIELD_HISTOGRAM)
		return put_bucket(to, at, part);
	else if (field->type == FIELD_EXITS)
		return put_exits_of(to, record, at, part);
	return !part;
}

static enum value_result why_absent(const struct record *record, const struct record_field *field)
{
	if (record->begin.version < field->since)
		return VALUE_NOT_YET;
	if (field->until && record->begin.version > field->until)
		return VALUE_NO_LONGER;
	if (!record_has_moments(record))
		return VALUE_NOT_KEPT;
	if (record_is_counted(record) && !record_is_timed(record) && field->needs & RECORD_CYCLES)
		return VALUE_NOT_TIMED;
	return record->host.patched ? VALUE_LEFT_OUT : VALUE_NOT_COUNTED;
}

enum value_result value_of(struct text *to, const struct record *record,
			   const struct record_place *place, const char *key)
{
	const char *line = (const char *)record + place->offset;
	char word[KEY_SIZE], *part;

	if (strlen(key) >= sizeof(word))
		return VALUE_UNKNOWN;
	strcpy(word, key);
	part = strchr(word, '.');
	if (part)
		*part++ = '\0';
	for (size_t i = 0; i < place->kind->count; i++) {
		const struct record_field *field = &place->kind->fields[i];
		const void *at = line + field->offset;

		if (field->type == FIELD_REASONS && record->phases[place->index].moved)
			return VALUE_LEFT_OUT;
		if (field->type == FIELD_REASONS)
			return put_count(to, record, count_of(record, at, word), part);
		if (!text_equal(field->key, word))
			continue;
		if (!record_has_field(record, place, field))
			return why_absent(record, field);
		return put_value(to, record, field, at, part) ? VALUE_FOUND : VALUE_UNKNOWN;
	}
	return VALUE_UNKNOWN;
}

const char *value_name(const struct record *record, const struct record_place *place)
{
	for (size_t i = 0; i < place->kind->count; i++)
		if (place->kind->fields[i].type == FIELD_NAME)
			return (const char *)record + place->offset + place->kind->fields[i].offset;
	return NULL;
}
