// SPDX-License-Identifier: GPL-2.0-only
/*
 * The cost of one operation of each benchmark, the records side by side.
 */
#include <string.h>

#include "lib/text.h"
#include "tool/table.h"

static const struct record_bench *bench_of(const struct record *record, const char *name)
{
	for (uint64_t i = 0; i < record->begin.benches; i++)
		if (strcmp(record->benches[i].name, name) == 0)
			return &record->benches[i];
	return NULL;
}

static void put_reasons(struct cells *cells, const struct record_bench *bench)
{
	char names[RECORD_BENCH_REASONS_MAX * (RECORD_NAME_SIZE + 2)];
	struct text text = text_in(names, sizeof(names));

	for (size_t i = 0; i < RECORD_BENCH_REASONS_MAX && bench->reasons[i].name[0]; i++) {
		text_string(&text, i ? ", " : "");
		text_string(&text, bench->reasons[i].name);
	}
	cells_put(cells, "%s", names);
}

/* A skipped benchmark has its reason in place of its exits. */
static void put_bench(struct cells *cells, const struct record *record,
		      const struct record_bench *bench)
{
	const bool has_run = bench && bench->n > 0,
		   is_counted = has_run && record_is_counted(record);

	if (is_counted) {
		cells_put(cells, "%.4g", (double)bench->exits / (double)bench->n);
		put_reasons(cells, bench);
	} else {
		cells_put(cells, "%s", bench && !has_run ? bench->reason : "");
		cells_put(cells, "%s", "");
	}
	if (has_run)
		cells_number(cells, bench->tsc.median);
	else
		cells_put(cells, "%s", "");
	if (is_counted && record_is_timed(record)) {
		cells_number(cells, bench->kernel / bench->n);
		cells_number(cells, bench->userspace / bench->n);
	} else {
		cells_put(cells, "%s", "");
		cells_put(cells, "%s", "");
	}
}

static void put_row(struct table *table, const char *name)
{
	cells_put(&table->cells, "%s", name);
	for (size_t i = 0; i < table->count; i++) {
		const struct record *record = table->records[i].record;

		put_bench(&table->cells, record, bench_of(record, name));
	}
	cells_end(&table->cells);
}

static void put_titles(struct table *table)
{
	struct cells *cells = &table->cells;

	cells_title(cells, COLUMN_NAME, "operation");
	for (size_t i = 0; i < table->count; i++) {
		const char *label = table->records[i].label;

		cells_title(cells, COLUMN_TEXT, "%s: exits", label);
		cells_title(cells, COLUMN_MORE, "%s: reasons", label);
		cells_title(cells, COLUMN_NUMBER, cells->csv ? "%s: round trip" : "round trip",
			    label);
		cells_title(cells, COLUMN_NUMBER, cells->csv ? "%s: kernel" : "kernel", label);
		cells_title(cells, COLUMN_NUMBER, cells->csv ? "%s: VMM" : "VMM", label);
	}
	cells_end(cells);
}

/* Whether no earlier record has this benchmark */
static bool is_new(const struct table *table, size_t record, const char *name)
{
	for (size_t i = 0; i < record; i++)
		if (bench_of(table->records[i].record, name))
			return false;
	return true;
}

void table_costs(struct table *table)
{
	put_titles(table);
	for (size_t i = 0; i < table->count; i++) {
		const struct record *record = table->records[i].record;

		for (uint64_t j = 0; j < record->begin.benches; j++) {
			const char *name = record->benches[j].name;

			if (is_new(table, i, name) && table_shows(table, name))
				put_row(table, name);
		}
	}
}
