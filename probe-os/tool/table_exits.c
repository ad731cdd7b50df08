// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tables of exits: before the system's first instruction, and of its boot.
 */
#include <string.h>

#include "tool/table.h"
#include "tool/value.h"

/* Number of reasons with a column of their own: those with most exits */
#define NAMED 4

static uint64_t before(const struct record *record, const char *reason)
{
	for (uint64_t i = 0; i < record->begin.reasons; i++)
		if (strcmp(record->reasons[i].name, reason) == 0)
			return record->reasons[i].before.exits;
	return 0;
}

static uint64_t before_in_all(const struct table *table, const char *reason)
{
	uint64_t exits = 0;

	for (size_t i = 0; i < table->count; i++)
		exits += before(table->records[i].record, reason);
	return exits;
}

/* Moves the reasons with most exits to the front, in order; returns how many have any. */
static size_t sort_named(const struct table *table, const char **reasons, size_t count)
{
	size_t at = 0;

	for (; at < NAMED && at < count; at++) {
		size_t most = at;
		const char *reason;

		for (size_t i = at; i < count; i++)
			if (before_in_all(table, reasons[i]) > before_in_all(table, reasons[most]))
				most = i;
		if (before_in_all(table, reasons[most]) == 0)
			break;
		reason = reasons[most];
		reasons[most] = reasons[at];
		reasons[at] = reason;
	}
	return at;
}

static void put_guest(struct table *table, const struct record *record, const char *key)
{
	/* The third line, after begin and host */
	const struct record_place guest = record_place_of(&record->begin, 2);
	char value[RECORD_NAME_SIZE];
	struct text text = text_in(value, sizeof(value));

	value_of(&text, record, &guest, key);
	cells_put(&table->cells, "%s", value);
}

void table_before(struct table *table)
{
	struct cells *cells = &table->cells;
	const char *reasons[TABLE_REASONS_MAX];
	size_t named = sort_named(table, reasons, table_reasons(table, reasons));

	cells_title(cells, COLUMN_TEXT, "record");
	cells_title(cells, COLUMN_TEXT, "boot");
	cells_title(cells, COLUMN_TEXT, "firmware");
	cells_title(cells, COLUMN_NUMBER, "exits before the entry");
	for (size_t i = 0; i < named; i++)
		cells_title(cells, COLUMN_NUMBER, "%s", reasons[i]);
	cells_title(cells, COLUMN_NUMBER, "others");
	cells_end(cells);
	for (size_t i = 0; i < table->count; i++) {
		const struct record *record = table->records[i].record;
		uint64_t others = record->checkpoints[0].counters.exits;

		cells_put(cells, "%s", table->records[i].label);
		put_guest(table, record, "boot");
		put_guest(table, record, "firmware");
		cells_number(cells, others);
		for (size_t j = 0; j < named; j++) {
			cells_number(cells, before(record, reasons[j]));
			others -= before(record, reasons[j]);
		}
		cells_number(cells, others);
		cells_end(cells);
	}
}

static void put_boot(struct cells *cells, const struct record *record)
{
	const uint64_t phases = record->begin.checkpoints - 1;
	uint64_t reads = 0, calibration = 0, rest = 0;

	for (uint64_t i = 0; i < phases; i++) {
		const struct record_phase *phase = &record->phases[i];

		reads += phase->reads;
		*(strcmp(phase->name, "calibration") == 0 ? &calibration : &rest) += phase->beyond;
	}
	cells_number(cells, record->checkpoints[0].counters.exits);
	cells_number(cells, reads + calibration + rest);
	cells_number(cells, reads);
	cells_number(cells, calibration);
	cells_number(cells, rest);
}

void table_boot(struct table *table)
{
	static const char *const titles[] = { "before the entry", "from there on", "own reads",
					      "calibration", "the boot itself" };
	const size_t columns = sizeof(titles) / sizeof(titles[0]);

	cells_title(&table->cells, COLUMN_TEXT, "record");
	for (size_t i = 0; i < columns; i++)
		cells_title(&table->cells, COLUMN_NUMBER, "%s", titles[i]);
	cells_end(&table->cells);
	for (size_t i = 0; i < table->count; i++) {
		const struct record *record = table->records[i].record;

		cells_put(&table->cells, "%s", table->records[i].label);
		if (record_is_counted(record))
			put_boot(&table->cells, record);
		for (size_t j = 0; !record_is_counted(record) && j < columns; j++)
			cells_put(&table->cells, "%s", "");
		cells_end(&table->cells);
	}
}

static const struct record_phase *phase_of(const struct record *record, const char *name)
{
	for (uint64_t i = 0; i + 1 < record->begin.checkpoints; i++)
		if (strcmp(record->phases[i].name, name) == 0)
			return &record->phases[i];
	return NULL;
}

/* Whether no earlier record has this phase */
static bool is_new(const struct table *table, size_t record, const char *name)
{
	for (size_t i = 0; i < record; i++)
		if (phase_of(table->records[i].record, name))
			return false;
	return true;
}

static void put_phase(struct table *table, const char *name)
{
	cells_put(&table->cells, "%s", name);
	for (size_t i = 0; i < table->count; i++) {
		const struct record *record = table->records[i].record;
		const struct record_phase *phase = phase_of(record, name);

		if (phase && record_is_counted(record) && !phase->moved)
			cells_number(&table->cells, phase->beyond);
		else
			cells_put(&table->cells, "%s", "");
	}
	cells_end(&table->cells);
}

void table_phases(struct table *table)
{
	cells_title(&table->cells, COLUMN_NAME, "phase");
	for (size_t i = 0; i < table->count; i++)
		cells_title(&table->cells, COLUMN_NUMBER, "%s", table->records[i].label);
	cells_end(&table->cells);
	for (size_t i = 0; i < table->count; i++) {
		const struct record *record = table->records[i].record;

		for (uint64_t j = 0; j + 1 < record->begin.checkpoints; j++) {
			const char *name = record->phases[j].name;

			if (is_new(table, i, name) && table_shows(table, name))
				put_phase(table, name);
		}
	}
}
