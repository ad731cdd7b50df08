// SPDX-License-Identifier: GPL-2.0-only
/*
 * The lines of one kind unchanged, with a column for each key.
 */
#include "record/schema.h"
#include "tool/table.h"
#include "tool/value.h"

/* Whether one of the records has such a key */
static bool is_known(const struct table *table, const struct record_field *field)
{
	for (size_t i = 0; i < table->count; i++)
		if (record_knows_field(table->records[i].record, field))
			return true;
	return false;
}

static enum column column_of(const struct record_field *field)
{
	if (field->type == FIELD_NUMBER)
		return COLUMN_NUMBER;
	return field->type == FIELD_NAME ? COLUMN_NAME : COLUMN_TEXT;
}

/* A reason has two columns, REASON.exits and REASON.kernel, as in get. */
static void put_titles(struct table *table, const struct record_kind *kind)
{
	const char *reasons[TABLE_REASONS_MAX];
	size_t count = table_reasons(table, reasons);

	if (table->count > 1)
		cells_title(&table->cells, COLUMN_TEXT, "record");
	for (size_t i = 0; i < kind->count; i++) {
		const struct record_field *field = &kind->fields[i];

		if (!is_known(table, field))
			continue;
		if (field->type != FIELD_REASONS)
			cells_title(&table->cells, column_of(field), "%s", field->key);
		for (size_t j = 0; field->type == FIELD_REASONS && j < count; j++) {
			cells_title(&table->cells, COLUMN_NUMBER, "%s.exits", reasons[j]);
			cells_title(&table->cells, COLUMN_NUMBER, "%s.kernel", reasons[j]);
		}
	}
	cells_end(&table->cells);
}

/* Prints an empty cell if the line has no such key. */
static void put_value(struct table *table, const struct record *record,
		      const struct record_place *place, const char *key)
{
	char value[RECORD_LINE_SIZE];
	struct text text = text_in(value, sizeof(value));

	cells_put(&table->cells, "%s",
		  value_of(&text, record, place, key) == VALUE_FOUND ? value : "");
}

static void put_reasons(struct table *table, const struct record *record,
			const struct record_place *place)
{
	const char *reasons[TABLE_REASONS_MAX];
	size_t count = table_reasons(table, reasons);

	for (size_t i = 0; i < count; i++) {
		char key[2 * RECORD_NAME_SIZE];
		struct text text = text_in(key, sizeof(key));

		text_string(&text, reasons[i]);
		text_string(&text, ".exits");
		put_value(table, record, place, key);
		text = text_in(key, sizeof(key));
		text_string(&text, reasons[i]);
		text_string(&text, ".kernel");
		put_value(table, record, place, key);
	}
}

static void put_line(struct table *table, const struct table_record *of,
		     const struct record_place *place)
{
	const struct record_kind *kind = place->kind;

	if (table->count > 1)
		cells_put(&table->cells, "%s", of->label);
	for (size_t i = 0; i < kind->count; i++) {
		if (!is_known(table, &kind->fields[i]))
			continue;
		if (kind->fields[i].type == FIELD_REASONS)
			put_reasons(table, of->record, place);
		else
			put_value(table, of->record, place, kind->fields[i].key);
	}
	cells_end(&table->cells);
}

void table_lines(struct table *table, const char *kind)
{
	put_titles(table, record_kind_of(kind));
	for (size_t i = 0; i < table->count; i++) {
		const struct record *record = table->records[i].record;

		for (uint64_t j = 0; j < record->begin.lines; j++) {
			const struct record_place place = record_place_of(&record->begin, j);
			const char *name = value_name(record, &place);

			if (text_equal(place.kind->name, kind) &&
			    (!name || table_shows(table, name)))
				put_line(table, &table->records[i], &place);
		}
	}
}
