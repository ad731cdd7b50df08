// SPDX-License-Identifier: GPL-2.0-only
/*
 * The causes of exits of each record.
 */
#include "lib/text.h"
#include "record/cause.h"
#include "tool/table.h"
#include "tool/value.h"

#define ROWS_OF_FIRMWARE 6

static void put_text(struct cells *cells, const char *string)
{
	char line[4 * RECORD_NAME_SIZE];
	struct text text = text_in(line, sizeof(line));

	value_text(&text, string);
	cells_put(cells, "%s", line);
}

static void put_cause(struct table *table, const struct table_record *of,
		      const struct record_cause *cause)
{
	struct cells *cells = &table->cells;
	char what[4 * RECORD_NAME_SIZE];
	struct text text = text_in(what, sizeof(what));

	cause_put(&text, cause);
	if (table->count > 1)
		cells_put(cells, "%s", of->label);
	cells_put(cells, "%s",
		  cause->phase ? of->record->checkpoints[cause->phase].name : "before");
	cells_put(cells, "%s", cause->reason);
	cells_put(cells, "%s", what);
	put_text(cells, cause->name);
	cells_number(cells, cause->exits);
	if (record_is_timed(of->record))
		cells_number(cells, cause->kernel / cause->exits);
	else
		cells_put(cells, "%s", "");
	cells_end(cells);
}

static void put_largest(struct table *table, const struct table_record *of, bool before, int rows)
{
	const uint64_t count = of->record->begin.causes;
	uint64_t at = cause_next_largest(of->record, before, count);

	for (; rows > 0 && at < count; at = cause_next_largest(of->record, before, at)) {
		if (!table_shows(table, of->record->causes[at].reason))
			continue;
		put_cause(table, of, &of->record->causes[at]);
		rows--;
	}
}

static void put_titles(struct table *table)
{
	struct cells *cells = &table->cells;

	if (table->count > 1)
		cells_title(cells, COLUMN_TEXT, "record");
	cells_title(cells, COLUMN_NAME, "phase");
	cells_title(cells, COLUMN_NAME, "reason");
	cells_title(cells, COLUMN_TEXT, "cause");
	cells_title(cells, COLUMN_TEXT, "name");
	cells_title(cells, COLUMN_NUMBER, "exits");
	cells_title(cells, COLUMN_NUMBER, "cycles/exit");
	cells_end(cells);
}

void table_causes(struct table *table)
{
	put_titles(table);
	for (size_t i = 0; i < table->count; i++) {
		put_largest(table, &table->records[i], true, CAUSE_ROWS_BEFORE);
		put_largest(table, &table->records[i], false, CAUSE_ROWS_PHASES);
	}
}

void table_causes_before(struct table *table)
{
	put_titles(table);
	for (size_t i = 0; i < table->count; i++)
		put_largest(table, &table->records[i], true, ROWS_OF_FIRMWARE);
}

/* All, by phase. What has no known cause is counted, too. */
void table_causes_boot(struct table *table)
{
	put_titles(table);
	for (size_t i = 0; i < table->count; i++) {
		const struct record *record = table->records[i].record;

		for (uint64_t at = 0; at < record->begin.causes; at++) {
			const struct record_cause *cause = &record->causes[at];

			if (cause->phase && !cause_is_own_read(cause) &&
			    table_shows(table, cause->reason))
				put_cause(table, &table->records[i], cause);
		}
	}
}
