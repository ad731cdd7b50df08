// SPDX-License-Identifier: GPL-2.0-only
/*
 * The list of tables and the lines that they need.
 */
#include <stdio.h>
#include <string.h>

#include "record/schema.h"
#include "tool/tables.h"
#include "tool/value.h"

static const struct {
	const char *what;
	const char *kind; /* of lines that each record must have */
	void (*print)(struct table *table);
} tables[] = {
	{ "before", "reason", table_before },  { "boot", "phase", table_boot },
	{ "phases", "phase", table_phases },   { "causes", "cause", table_causes },
	{ "changes", "cause", table_changes }, { "costs", "bench", table_costs },
};

static bool has_line(const struct record *record, const char *kind, const char *name)
{
	for (uint64_t i = 0; i < record->begin.lines; i++) {
		const struct record_place place = record_place_of(&record->begin, i);
		const char *own = value_name(record, &place);

		if (strcmp(place.kind->name, kind) == 0 && (!name || (own && !strcmp(own, name))))
			return true;
	}
	return false;
}

/* How to get the lines of that kind */
static const char *hint_of(const char *kind)
{
	if (strcmp(kind, "bench") == 0)
		return ": benchmarks run with BENCH=";
	return strcmp(kind, "cause") == 0 ? ": a host with exit_probe_causes=1 counts causes" : "";
}

static bool have_lines(const struct table *table, const char *kind)
{
	for (size_t i = 0; i < table->count; i++) {
		if (has_line(table->records[i].record, kind, NULL))
			continue;
		fprintf(stderr, "%s: no %s line%s\n", table->records[i].file, kind, hint_of(kind));
		return false;
	}
	return true;
}

/* Whether each name of --only occurs in one of the records */
static bool has_only(const struct table *table, const char *kind)
{
	for (const char *at = table->only; at; at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL) {
		char name[RECORD_NAME_SIZE];
		bool found = false;

		snprintf(name, sizeof(name), "%.*s", (int)strcspn(at, ","), at);
		for (size_t i = 0; i < table->count; i++)
			found = found || has_line(table->records[i].record, kind, name);
		if (!found) {
			fprintf(stderr, "exit-record: --only: no %s line named %s\n", kind, name);
			return false;
		}
	}
	return true;
}

bool table_print(struct table *table, const char *what)
{
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		if (strcmp(tables[i].what, what) != 0)
			continue;
		if (!have_lines(table, tables[i].kind) || !has_only(table, tables[i].kind))
			return false;
		tables[i].print(table);
		return true;
	}
	if (!record_kind_of(what)) {
		fprintf(stderr, "exit-record: no such table: %s; see exit-record --help\n", what);
		return false;
	}
	if (!have_lines(table, what) || !has_only(table, what))
		return false;
	table_lines(table, what);
	return true;
}
