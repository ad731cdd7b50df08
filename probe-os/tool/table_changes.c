// SPDX-License-Identifier: GPL-2.0-only
/*
 * What each record has fewer or more exits of than the first one, by cause.
 *
 * The causes of all phases are added up, and those with the same name are one: a device's
 * registers, reads and writes. So are all addresses of memory.
 */
#include <stdlib.h>
#include <string.h>

#include "exit_probe_abi.h"
#include "lib/text.h"
#include "record/cause.h"
#include "tool/table.h"
#include "tool/value.h"

#define ROWS 6 /* of a record; CSV has all */

struct change {
	char what[4 * RECORD_NAME_SIZE];
	uint64_t exits[2];
};

static struct change changes[2 * RECORD_CAUSES_MAX];
static size_t count;

static void put_what(struct text *to, const struct record_cause *cause)
{
	if (cause->name[0])
		value_text(to, cause->name);
	else if (cause->kind == EXIT_PROBE_CAUSE_MEMORY)
		text_string(to, record_cause_kind_name(cause->kind));
	else if (cause->kind == EXIT_PROBE_CAUSE_NONE || cause->kind == EXIT_PROBE_CAUSE_OTHER)
		text_string(to, cause->reason);
	else
		cause_put(to, cause);
	if (cause->kind == EXIT_PROBE_CAUSE_OTHER)
		text_string(to, ", not listed");
}

static struct change *change_of(const struct record_cause *cause)
{
	struct change *change = &changes[count];
	struct text text = text_in(change->what, sizeof(change->what));

	put_what(&text, cause);
	for (size_t i = 0; i < count; i++)
		if (strcmp(changes[i].what, change->what) == 0)
			return &changes[i];
	memset(change->exits, 0, sizeof(change->exits));
	count++;
	return change;
}

/* Returns all exits but the own reads. */
static uint64_t add(const struct table *table, const struct record *record, size_t side)
{
	uint64_t all = 0;

	for (uint64_t i = 0; i < record->begin.causes; i++) {
		const struct record_cause *cause = &record->causes[i];

		if (cause_is_own_read(cause) || !table_shows(table, cause->reason))
			continue;
		change_of(cause)->exits[side] += cause->exits;
		all += cause->exits;
	}
	return all;
}

static uint64_t size_of(const struct change *change)
{
	return change->exits[0] > change->exits[1] ? change->exits[0] - change->exits[1]
						   : change->exits[1] - change->exits[0];
}

static int by_size(const void *a, const void *b)
{
	const uint64_t x = size_of(a), y = size_of(b);

	if (x != y)
		return x < y ? 1 : -1;
	return strcmp(((const struct change *)a)->what, ((const struct change *)b)->what);
}

static void put_row(struct cells *cells, const char *label, const struct change *change)
{
	cells_put(cells, "%s", label);
	cells_put(cells, "%s", change->what);
	cells_number(cells, change->exits[0]);
	cells_number(cells, change->exits[1]);
	cells_put(cells, "%+lld", (long long)(change->exits[1] - change->exits[0]));
	cells_end(cells);
}

static void put_record(struct table *table, const struct table_record *of)
{
	struct change all = { .what = "all" };

	count = 0;
	all.exits[0] = add(table, table->records[0].record, 0);
	all.exits[1] = add(table, of->record, 1);
	put_row(&table->cells, of->label, &all);
	qsort(changes, count, sizeof(changes[0]), by_size);
	for (size_t i = 0; i < count && (table->cells.csv || i < ROWS); i++)
		if (size_of(&changes[i]) > 0)
			put_row(&table->cells, of->label, &changes[i]);
}

void table_changes(struct table *table)
{
	struct cells *cells = &table->cells;

	cells_title(cells, COLUMN_NAME, "record");
	cells_title(cells, COLUMN_TEXT, "cause");
	cells_title(cells, COLUMN_NUMBER, "%s", table->records[0].label);
	cells_title(cells, COLUMN_NUMBER, "exits");
	cells_title(cells, COLUMN_NUMBER, "change");
	cells_end(cells);
	for (size_t i = 1; i < table->count; i++)
		put_record(table, &table->records[i]);
}
