// SPDX-License-Identifier: GPL-2.0-only
/*
 * Puts facts into tables.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "counters.h"
#include "format.h"
#include "grid.h"
#include "ranking.h"

static void start(struct grid *grid, const char *title, const char *name_title)
{
	memset(grid, 0, sizeof(*grid));
	snprintf(grid->title, sizeof(grid->title), "%s", title);
	grid->name_title = name_title;
}

static void add_column(struct grid *grid, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void add_column(struct grid *grid, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(grid->columns[grid->column_count++], GRID_TEXT_SIZE, format, arguments);
	va_end(arguments);
}

static struct grid_row *add_row(struct grid *grid, const char *name)
{
	struct grid_row *rows = realloc(grid->rows, (grid->row_count + 1) * sizeof(*rows));

	if (!rows) {
		fprintf(stderr, "compare: out of memory\n");
		exit(1);
	}
	grid->rows = rows;
	memset(&rows[grid->row_count], 0, sizeof(*rows));
	snprintf(rows[grid->row_count].name, GRID_TEXT_SIZE, "%s", name);
	return &rows[grid->row_count++];
}

static void put(struct grid_row *row, size_t column, const struct set *set,
		enum fact_section section, const char *name, const char *quantity)
{
	row->cells[column] = facts_find(&set->facts, section, name, quantity);
	row->sets[column] = set;
}

void grid_stages(const struct comparison *comparison, struct grid *grid)
{
	static const char *const stages[] = { STAGE_OS, STAGE_MEASURING, STAGE_TOTAL };

	start(grid, "Exits by stage", "label");
	grid->note = "The system is without the reader's own reads: they and the calibration are "
		     "under measuring itself.";
	add_column(grid, "firmware and boot loader");
	add_column(grid, "system");
	add_column(grid, "measuring itself");
	add_column(grid, "total");
	for (size_t i = 0; i < comparison->count; i++)
		if (set_record(&comparison->sets[i]) && !comparison->sets[i].told_apart &&
		    grid->column_count == 4)
			add_column(grid, "of it firmware, boot loader and kernel, not told apart");
	for (size_t i = 0; i < comparison->count; i++) {
		const struct set *set = &comparison->sets[i];
		struct grid_row *row = add_row(grid, set->label);

		put(row, set->told_apart ? 0 : 4, set, FACT_STAGE, STAGE_BEFORE, "exits");
		for (size_t j = 0; j < 3; j++)
			put(row, j + 1, set, FACT_STAGE, stages[j], "exits");
	}
}

bool is_first_of_phases(const struct comparison *comparison, const struct set *set)
{
	for (const struct set *before = comparison->sets; before < set; before++)
		if (same_phases(before, set))
			return false;
	return set_record(set);
}

/* One set alone has room for more than exits. */
static void columns_of_one(struct grid *grid, const struct set *set)
{
	snprintf(grid->title, sizeof(grid->title), "Phases of %s", set->label);
	add_column(grid, "exits");
	add_column(grid, "own reads");
	for (unsigned int i = COUNTER_KERNEL; i <= COUNTER_GUEST; i++)
		add_column(grid, "cycles: %s", counter_title(i));
	add_column(grid, "TSC");
}

static void row_of_one(struct grid *grid, const struct set *set, const char *title,
		       enum fact_section section, const char *name)
{
	struct grid_row *row = add_row(grid, title);

	put(row, 0, set, section, name, section == FACT_PHASE ? "beyond" : "exits");
	put(row, 1, set, section, name, "reads");
	for (unsigned int i = COUNTER_KERNEL; i <= COUNTER_GUEST; i++)
		put(row, 1 + i, set, section, name, counter_name(i));
	put(row, 2 + COUNTER_GUEST, set, section, name, "tsc");
}

static void row_of_many(struct grid *grid, const struct comparison *comparison,
			const struct set *first, const char *title, enum fact_section section,
			const char *name)
{
	struct grid_row *row = add_row(grid, title);
	size_t column = 0;

	for (const struct set *set = first; set < comparison->sets + comparison->count; set++)
		if (same_phases(set, first))
			put(row, column++, set, section, name,
			    section == FACT_PHASE ? "beyond" : "exits");
}

void grid_phases(const struct comparison *comparison, const struct set *first, struct grid *grid)
{
	size_t sets = 0;

	start(grid, "Phases", "phase");
	grid->note = "Exits without the reader's own reads.";
	for (const struct set *set = first; set < comparison->sets + comparison->count; set++)
		if (same_phases(set, first)) {
			add_column(grid, "%s", set->label);
			sets++;
		}
	if (sets == 1) {
		grid->column_count = 0;
		columns_of_one(grid, first);
		row_of_one(grid, first, stage_title(first, STAGE_BEFORE), FACT_STAGE, STAGE_BEFORE);
	} else {
		row_of_many(grid, comparison, first, stage_title(first, STAGE_BEFORE), FACT_STAGE,
			    STAGE_BEFORE);
	}
	for (size_t i = 0; i < first->facts.count; i++) {
		const struct fact *fact = &first->facts.rows[i];

		if (fact->section != FACT_PHASE || (i > 0 && fact[-1].section == FACT_PHASE &&
						    strcmp(fact[-1].name, fact->name) == 0))
			continue;
		if (sets == 1)
			row_of_one(grid, first, phase_title(fact->name), FACT_PHASE, fact->name);
		else
			row_of_many(grid, comparison, first, phase_title(fact->name), FACT_PHASE,
				    fact->name);
	}
}

void grid_reasons(const struct comparison *comparison, struct grid *grid)
{
	const struct ranking ranking = ranking_of_all(comparison, STAGE_TOTAL);

	start(grid, "Exits by reason", "reason");
	grid->note = "System: without firmware, boot loader and measuring.";
	for (size_t i = 0; i < comparison->count; i++) {
		const struct set *set = &comparison->sets[i];

		add_column(grid, set_record(set) ? "%s: system" : "%s: all", set->label);
		if (set_record(set))
			add_column(grid, "%s: %s", set->label, stage_title(set, STAGE_BEFORE));
	}
	for (size_t i = 0; i < ranking.count; i++) {
		struct grid_row *row = add_row(grid, ranking.rows[i].reason);
		size_t column = 0;

		for (size_t j = 0; j < comparison->count; j++) {
			const struct set *set = &comparison->sets[j];

			put(row, column++, set, FACT_REASON, row->name,
			    set_record(set) ? STAGE_OS : STAGE_TOTAL);
			if (set_record(set))
				put(row, column++, set, FACT_REASON, row->name, STAGE_BEFORE);
		}
	}
}

void grid_cycles(const struct comparison *comparison, struct grid *grid)
{
	static const char *const stages[] = { STAGE_BEFORE, STAGE_OS, STAGE_MEASURING };

	start(grid, "Cycles by bucket", "label and stage");
	grid->note = "Cycles of an own read stay with the phase it lies in.";
	for (unsigned int i = COUNTER_KERNEL; i <= COUNTER_GUEST; i++)
		add_column(grid, "%s", counter_title(i));
	for (size_t i = 0; i < comparison->count; i++)
		for (size_t j = 0; j < 3; j++) {
			const struct set *set = &comparison->sets[i];
			const char *stage = set_record(set) ? stages[j] : STAGE_TOTAL;
			char name[GRID_TEXT_SIZE];
			struct grid_row *row;

			if ((!set_record(set) && j > 0) ||
			    !facts_find(&set->facts, FACT_STAGE, stage, "kernel"))
				continue;
			snprintf(name, sizeof(name), "%s: %s", set->label, stage_title(set, stage));
			row = add_row(grid, name);
			for (unsigned int k = COUNTER_KERNEL; k <= COUNTER_GUEST; k++)
				put(row, k - COUNTER_KERNEL, set, FACT_STAGE, stage,
				    counter_name(k));
		}
}

void grid_rates(const struct comparison *comparison, struct grid *grid)
{
	static const struct {
		const char *title, *quantity;
	} columns[] = {
		{ "ms", "milliseconds" },
		{ "exits in it", "exits" },
		{ "mean", "mean_per_second" },
		{ "lowest", "min_per_second" },
		{ "first quarter", "q1_per_second" },
		{ "median", "median_per_second" },
		{ "third quarter", "q3_per_second" },
		{ "highest", "max_per_second" },
		{ "% in the busiest tenth", "busiest_tenth_percent" },
	};
	static const char *const sources[] = { "checkpoints", "samples" };

	start(grid, "Exits per second", "label and source");
	grid->note = "Samples count from power-on, checkpoints from the first one.";
	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
		add_column(grid, "%s", columns[i].title);
	for (size_t i = 0; i < comparison->count; i++)
		for (size_t j = 0; j < 2; j++) {
			const struct set *set = &comparison->sets[i];
			char name[GRID_TEXT_SIZE];
			struct grid_row *row;

			if (!facts_find(&set->facts, FACT_RATE, sources[j], "points"))
				continue;
			snprintf(name, sizeof(name), "%s, %s", set->label, sources[j]);
			row = add_row(grid, name);
			for (size_t k = 0; k < grid->column_count; k++)
				put(row, k, set, FACT_RATE, sources[j], columns[k].quantity);
		}
}

void grid_free(struct grid *grid)
{
	free(grid->rows);
	*grid = (struct grid){ 0 };
}
