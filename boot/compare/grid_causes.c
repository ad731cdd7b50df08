// SPDX-License-Identifier: GPL-2.0-only
/*
 * The largest causes of each label, its functions, and what would remove exits.
 */
#include <stdio.h>
#include <string.h>

#include "advice.h"
#include "cause_words.h"
#include "causes.h"
#include "grid_causes.h"

_Static_assert(SETS_MAX * 2 <= GRID_COLUMNS_MAX, "two columns for each label");
_Static_assert(2 * CAUSES_SHOWN + 2 <= GRID_ROWS_MAX, "the rest and the total have a row, too");

static const struct {
	const char *title;
	enum cause_quantity quantity;
} columns[] = {
	{ "exits", CAUSE_EXITS },
	{ "at most more", CAUSE_ERROR },
	{ "ms in KVM", CAUSE_KERNEL },
	{ "ms asleep", CAUSE_BLOCKED },
};

#define COLUMNS (sizeof(columns) / sizeof(columns[0]))

static void start(struct grid *grid, const struct set *set, const char *title, const char *name)
{
	char text[GRID_TEXT_SIZE];

	snprintf(text, sizeof(text), "%s: %s", title, set->label);
	grid_start(grid, text, name);
	for (size_t i = 0; i < COLUMNS; i++)
		grid_column(grid, "%s", columns[i].title);
}

static enum cell_kind kind_of(enum cause_quantity quantity)
{
	return quantity == CAUSE_KERNEL || quantity == CAUSE_BLOCKED ? CELL_MS : CELL_NUMBER;
}

/* Times with their share of the label's */
static void put_cell(struct grid_row *row, size_t column, const struct set *set,
		     struct fact_key key)
{
	const enum cause_quantity quantity = columns[column].quantity;

	grid_put_as(row, column, set, key, kind_of(quantity),
		    quantity == CAUSE_KERNEL
			    ? facts_value(&set->facts, of_stage(STAGE_TOTAL, COUNTER_KERNEL))
			    : 0);
}

static void put_row(struct grid *grid, const struct set *set, const struct fact *exits)
{
	char words[CAUSE_TEXT_SIZE], phase[FACT_NAME_SIZE], name[GRID_TEXT_SIZE];
	struct grid_row *row;

	snprintf(name, sizeof(name), "%.40s: %.110s", cause_fact_phase(set, exits, phase),
		 cause_words(words, set, exits->cause));
	row = grid_row(grid, name);
	for (size_t i = 0; i < COLUMNS; i++)
		put_cell(row, i, set, of_cause(exits->name, columns[i].quantity));
}

static void put_rest(struct grid *grid, const struct set *set, enum fact_section section)
{
	struct grid_row *row = grid_row(grid, "the rest");

	for (size_t i = 0; i < COLUMNS; i++)
		put_cell(row, i, set, of_rest(section, columns[i].quantity));
	row = grid_row(grid, "total");
	grid_put(row, 0, set, of_stage(STAGE_TOTAL, COUNTER_EXITS));
	put_cell(row, 2, set, of_stage(STAGE_TOTAL, COUNTER_KERNEL));
}

static void grid_causes(struct grid *grid, const struct set *set)
{
	static struct cause_ranking ranking;

	causes_shown(set, &ranking);
	start(grid, set, "Causes of exits", "phase: cause");
	grid_note(grid, "The rest has causes with fewer exits, and exits of no listed cause. "
			"Of a cause with an error, the true number is up to that much higher. "
			"Times are in KVM's kernel part.");
	for (size_t i = 0; i < ranking.count; i++)
		put_row(grid, set, ranking.rows[i]);
	put_rest(grid, set, FACT_CAUSE);
}

static void grid_functions(struct grid *grid, const struct set *set)
{
	static struct cause_ranking ranking;
	struct grid_row *row;

	functions_shown(set, &ranking);
	start(grid, set, "Exits by function of the guest", "function");
	grid_note(grid,
		  "Where the guest was at the exit. Addresses in no function are in the rest.");
	for (size_t i = 0; i < ranking.count; i++) {
		const struct fact *fact = ranking.rows[i];

		row = grid_row(grid, fact->name);
		for (size_t j = 0; j < COLUMNS; j++)
			put_cell(row, j, set, of_function(fact->name, columns[j].quantity));
	}
	put_rest(grid, set, FACT_FUNCTION);
}

/* Whether an advice removes exits of any label */
static bool is_needed(const struct comparison *comparison, const struct advice *advice)
{
	for (size_t i = 0; i < comparison->count; i++) {
		const struct facts *facts = &comparison->sets[i].facts;

		if (facts_value(facts, of_advice_removes(advice->id, STAGE_OS)) > 0 ||
		    facts_value(facts, of_advice_removes(advice->id, STAGE_BEFORE)) > 0)
			return true;
	}
	return false;
}

static void grid_advice(const struct comparison *comparison, struct grid *grid)
{
	grid_start(grid, "Exits that known advice would remove", "advice");
	grid_note(grid, "Of the causes that each advice is about. The answers have its text.");
	for (size_t i = 0; i < comparison->count; i++) {
		const struct set *set = &comparison->sets[i];

		if (!set_has_causes(set))
			continue;
		grid_column(grid, "%s: system", set->label);
		grid_column(grid, "%s: %s", set->label, stage_title(set, STAGE_BEFORE));
	}
	for (size_t i = 0; i < advice_count() && grid->row_count < GRID_ROWS_MAX; i++) {
		const struct advice *advice = advice_at(i);
		struct grid_row *row;
		size_t column = 0;

		if (!is_needed(comparison, advice))
			continue;
		row = grid_row(grid, advice->title);
		for (size_t j = 0; j < comparison->count; j++) {
			const struct set *set = &comparison->sets[j];

			if (!set_has_causes(set))
				continue;
			grid_put(row, column++, set, of_advice_removes(advice->id, STAGE_OS));
			grid_put(row, column++, set, of_advice_removes(advice->id, STAGE_BEFORE));
		}
	}
}

void grids_of_causes(const struct comparison *comparison, struct grid *grid, grid_take *take,
		     FILE *to)
{
	for (size_t i = 0; i < comparison->count; i++) {
		const struct set *set = &comparison->sets[i];

		if (!set_has_causes(set))
			continue;
		grid_causes(grid, set);
		take(to, comparison, grid);
		if (set->symbols.count == 0)
			continue;
		grid_functions(grid, set);
		take(to, comparison, grid);
	}
	grid_advice(comparison, grid);
	if (grid->row_count > 0)
		take(to, comparison, grid);
}
