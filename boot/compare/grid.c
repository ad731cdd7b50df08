// SPDX-License-Identifier: GPL-2.0-only
/*
 * Arranges facts in tables.
 */
#include <stdio.h>
#include <string.h>

#include "counters.h"
#include "format.h"
#include "grid.h"
#include "grid_causes.h"
#include "grid_machines.h"
#include "grid_origins.h"
#include "grid_reasons.h"
#include "meanings.h"

_Static_assert(RECORD_CHECKPOINTS_MAX + 2 < GRID_ROWS_MAX, "a row for each phase, and three more");
_Static_assert(SETS_MAX *STAGES <= GRID_ROWS_MAX, "a row for each stage of each set");

static void grid_stages(const struct comparison *comparison, struct grid *grid)
{
	static const enum stage stages[] = { STAGE_OS, STAGE_MEASURING, STAGE_TOTAL };

	grid_start(grid, "Exits by stage", "label");
	grid_note(grid,
		  "The system has net exits: the reader's own reads and the calibration are in "
		  "the measurement.");
	grid_column(grid, "firmware and boot loader");
	grid_column(grid, "system");
	grid_column(grid, "measurement");
	grid_column(grid, "total");
	for (size_t i = 0; i < comparison->count; i++)
		if (set_record(&comparison->sets[i]) && !comparison->sets[i].has_separate_kernel &&
		    grid->column_count == 4)
			grid_column(grid, "of these, firmware, boot loader and kernel");
	for (size_t i = 0; i < comparison->count; i++) {
		const struct set *set = &comparison->sets[i];
		struct grid_row *row = grid_row(grid, set->label);

		grid_put(row, set->has_separate_kernel ? 0 : 4, set,
			 of_stage(STAGE_BEFORE, COUNTER_EXITS));
		for (size_t j = 0; j < 3; j++)
			grid_put(row, j + 1, set, of_stage(stages[j], COUNTER_EXITS));
	}
}

bool is_first_of_phases(const struct comparison *comparison, const struct set *set)
{
	for (const struct set *before = comparison->sets; before < set; before++)
		if (sets_have_same_phases(before, set))
			return false;
	return set_record(set);
}

/* A single set leaves space for more columns. */
static void columns_of_one(struct grid *grid, const struct set *set)
{
	snprintf(grid->title, sizeof(grid->title), "Phases of %s", set->label);
	grid_note(grid,
		  "Net exits: without the reader's own reads. Times: milliseconds, each with its "
		  "share of the column.");
	grid_column(grid, "exits");
	grid_column(grid, "own reads");
	grid_column(grid, "net exits");
	grid_column(grid, "ms in all");
	for (unsigned int i = COUNTER_KERNEL; i <= COUNTER_GUEST; i++)
		if (set_has_counter(set, i))
			grid_column(grid, "ms: %s", counter_title(i));
}

/* Rows beside the phases */
#define ROW_BEFORE "before" /* the first checkpoint */
#define ROW_TOTAL  "total"

static bool is_row(const char *row, const char *of)
{
	return strcmp(row, of) == 0;
}

static struct fact_key key_of(const char *row, unsigned int quantity)
{
	if (is_row(row, ROW_TOTAL))
		return of_stage(STAGE_TOTAL, quantity);
	if (is_row(row, ROW_BEFORE))
		return of_stage(STAGE_BEFORE, quantity == QUANTITY_NET ? COUNTER_EXITS : quantity);
	return of_phase(row, quantity);
}

static struct grid_row *start_row(struct grid *grid, const struct set *set, const char *name)
{
	struct grid_row *row;

	if (is_row(name, ROW_TOTAL))
		return grid_row(grid, name);
	if (is_row(name, ROW_BEFORE))
		return grid_row(grid, stage_title(set, STAGE_BEFORE));
	row = grid_row(grid, phase_title(name));
	row->meaning = phase_meaning(set, name);
	return row;
}

static void row_of_one(struct grid *grid, const struct set *set, const char *name)
{
	struct grid_row *row = start_row(grid, set, name);
	size_t column = 4;

	grid_put(row, 0, set, key_of(name, COUNTER_EXITS));
	grid_put(row, 1, set, key_of(name, QUANTITY_READS));
	grid_put(row, 2, set, key_of(name, QUANTITY_NET));
	grid_put_as(row, 3, set, key_of(name, QUANTITY_TSC), CELL_GUEST_MS, 0);
	for (unsigned int i = COUNTER_KERNEL; i <= COUNTER_GUEST; i++)
		if (set_has_counter(set, i))
			grid_put_as(row, column++, set, key_of(name, i), CELL_MS,
				    facts_value(&set->facts, of_stage(STAGE_TOTAL, i)));
}

static void row_of_many(struct grid *grid, const struct comparison *comparison,
			const struct set *first, const char *name)
{
	struct grid_row *row = start_row(grid, first, name);
	size_t column = 0;

	for (const struct set *set = first; set < comparison->sets + comparison->count; set++)
		if (sets_have_same_phases(set, first))
			grid_put(row, column++, set, key_of(name, QUANTITY_NET));
}

static void put_row(struct grid *grid, const struct comparison *comparison, const struct set *first,
		    size_t sets, const char *phase)
{
	if (sets == 1)
		row_of_one(grid, first, phase);
	else
		row_of_many(grid, comparison, first, phase);
}

static void grid_phases(const struct comparison *comparison, const struct set *first,
			struct grid *grid)
{
	const struct record *record = set_record(first);
	char until[FACT_NAME_SIZE];
	size_t sets = 0;

	grid_start(grid, "Net exits by phase", "phase");
	grid_note(grid, "Net exits: without the reader's own reads.");
	for (const struct set *set = first; set < comparison->sets + comparison->count; set++)
		if (sets_have_same_phases(set, first)) {
			grid_column(grid, "%s", set->label);
			sets++;
		}
	if (sets == 1) {
		grid->column_count = 0;
		columns_of_one(grid, first);
	}
	put_row(grid, comparison, first, sets, ROW_BEFORE);
	phase_until_first(record, until);
	if (facts_find(&first->facts, of_phase(until, COUNTER_EXITS)))
		put_row(grid, comparison, first, sets, until);
	for (uint64_t i = 0; i + 1 < record->begin.checkpoints; i++)
		put_row(grid, comparison, first, sets, record->phases[i].name);
	if (set_is_counted(first))
		put_row(grid, comparison, first, sets, ROW_TOTAL);
}

static uint64_t all_cycles(const struct set *set, enum stage stage)
{
	uint64_t sum = 0;

	for (unsigned int i = COUNTER_KERNEL; i <= COUNTER_GUEST; i++)
		sum += facts_value(&set->facts, of_stage(stage, i));
	return sum;
}

static void grid_cycles(const struct comparison *comparison, struct grid *grid)
{
	static const enum stage stages[] = { STAGE_BEFORE, STAGE_OS, STAGE_MEASURING };

	grid_start(grid, "Time by bucket", "label and stage");
	grid_note(grid, "Milliseconds of the vCPU's time, each with its share of the row. A stage "
			"includes the time of the reader's own reads in it.");
	grid->is_for_page = true;
	for (unsigned int i = COUNTER_KERNEL; i <= COUNTER_GUEST; i++)
		if (comparison_has_counter(comparison, i))
			grid_column(grid, "%s", counter_title(i));
	for (size_t i = 0; i < comparison->count; i++)
		for (size_t j = 0; j < 3; j++) {
			const struct set *set = &comparison->sets[i];
			enum stage stage = set_record(set) ? stages[j] : STAGE_TOTAL;
			char name[GRID_TEXT_SIZE];
			struct grid_row *row;
			size_t column = 0;

			if ((!set_record(set) && j > 0) ||
			    !facts_find(&set->facts, of_stage(stage, COUNTER_KERNEL)))
				continue;
			snprintf(name, sizeof(name), "%s: %s", set->label, stage_title(set, stage));
			row = grid_row(grid, name);
			for (unsigned int k = COUNTER_KERNEL; k <= COUNTER_GUEST; k++)
				if (comparison_has_counter(comparison, k))
					grid_put_as(row, column++, set, of_stage(stage, k), CELL_MS,
						    all_cycles(set, stage));
		}
}

static void grid_rates(const struct comparison *comparison, struct grid *grid)
{
	static const struct {
		const char *title;
		enum rate_quantity quantity;
	} columns[] = {
		{ "ms", RATE_MILLISECONDS },
		{ "exits", RATE_EXITS },
		{ "mean", RATE_MEAN },
		{ "min", RATE_MIN },
		{ "first quartile", RATE_Q1 },
		{ "median", RATE_MEDIAN },
		{ "third quartile", RATE_Q3 },
		{ "max", RATE_MAX },
		{ "% in the busiest tenth", RATE_BUSIEST_TENTH },
	};
	static const char *const sources[RATE_SOURCES] = {
		[RATE_OF_CHECKPOINTS] = "checkpoints",
		[RATE_OF_SAMPLES] = "samples",
	};

	grid_start(grid, "Exits per second", "label and source");
	grid->is_of_rates = true;
	grid_note(grid, "Net exits. Samples begin at power-on, checkpoints at the first one.");
	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
		grid_column(grid, "%s", columns[i].title);
	for (size_t i = 0; i < comparison->count; i++)
		for (unsigned int j = 0; j < RATE_SOURCES; j++) {
			const enum rate_source source = (enum rate_source)j;
			const struct set *set = &comparison->sets[i];
			char name[GRID_TEXT_SIZE];
			struct grid_row *row;

			if (!facts_find(&set->facts, of_rate(source, RATE_POINTS)))
				continue;
			snprintf(name, sizeof(name), "%s, %s", set->label, sources[j]);
			row = grid_row(grid, name);
			for (size_t k = 0; k < grid->column_count; k++)
				grid_put(row, k, set, of_rate(source, columns[k].quantity));
		}
}

static void take_nonempty(const struct comparison *comparison, const struct grid *grid,
			  grid_take *take, FILE *to)
{
	if (grid->row_count > 0)
		take(to, comparison, grid);
}

void grids(const struct comparison *comparison, grid_take *take, FILE *to)
{
	static struct grid grid;

	if (comparison_is_of_machines(comparison)) {
		grids_of_machines(comparison, &grid, take, to);
		return;
	}
	grid_stages(comparison, &grid);
	take_nonempty(comparison, &grid, take, to);
	for (size_t i = 0; i < comparison->count; i++) {
		if (!is_first_of_phases(comparison, &comparison->sets[i]))
			continue;
		grid_phases(comparison, &comparison->sets[i], &grid);
		take_nonempty(comparison, &grid, take, to);
	}
	grids_of_reasons(comparison, &grid, take, to);
	grids_of_origins(comparison, &grid, take, to);
	grids_of_causes(comparison, &grid, take, to);
	grid_cycles(comparison, &grid);
	take_nonempty(comparison, &grid, take, to);
	grid_rates(comparison, &grid);
	take_nonempty(comparison, &grid, take, to);
}
