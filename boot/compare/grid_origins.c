// SPDX-License-Identifier: GPL-2.0-only
/*
 * The exits of each label by origin, and the causes that differ most.
 */
#include <string.h>

#include "cause_words.h"
#include "grid_origins.h"
#include "origins.h"

static void grid_sums(const struct comparison *comparison, struct grid *grid)
{
	static const char *const titles[ORIGINS] = {
		[ORIGIN_SAME] = "the guest's: causes that all have as often",
		[ORIGIN_COUNT] = "causes that all have, not as often",
		[ORIGIN_SOME] = "causes that not all list",
		[ORIGIN_HOST] = "interrupts of the host",
		[ORIGIN_UNLISTED] = "of no listed cause",
	};

	grid_start(grid, "The guest's exits and the machine's", "label");
	grid_note(grid, "Labels with the same phases and with causes. All exits, with firmware, "
			"boot loader and measurement. An exit of no listed cause may be either's, "
			"and of a cause that another label lists.");
	for (size_t i = 0; i < ORIGINS; i++)
		grid_column(grid, "%s", titles[i]);
	grid_column(grid, "total");
	for (size_t i = 0; i < comparison->count; i++) {
		const struct set *set = &comparison->sets[i];
		const uint64_t all = facts_value(&set->facts, of_stage(STAGE_TOTAL, COUNTER_EXITS));
		struct grid_row *row;

		if (!origins_has(comparison, set))
			continue;
		row = grid_row(grid, set->label);
		for (size_t j = 0; j < ORIGINS; j++)
			grid_put_as(row, j, set, of_origin(origin_name((enum origin)j)),
				    CELL_NUMBER, all);
		grid_put(row, ORIGINS, set, of_stage(STAGE_TOTAL, COUNTER_EXITS));
	}
}

/* "port: reads of port 71h, CMOS" */
static void put_name(char name[GRID_TEXT_SIZE], const struct set *set, const struct fact *alike)
{
	char words[CAUSE_TEXT_SIZE];

	cause_what(words, set, alike->cause);
	snprintf(name, GRID_TEXT_SIZE, "%.*s: %.110s", (int)strcspn(alike->name, "/"), alike->name,
		 words);
}

static void grid_apart(const struct comparison *comparison, struct grid *grid)
{
	static struct alike_ranking ranking;

	origins_rank(comparison, &ranking);
	grid_start(grid, "Causes that differ most", "kind and cause");
	grid_note(grid, "Over all phases, the largest difference first.");
	for (size_t i = 0; i < comparison->count; i++)
		if (origins_has(comparison, &comparison->sets[i]))
			grid_column(grid, "%s", comparison->sets[i].label);
	for (size_t i = 0; i < ranking.count; i++) {
		char name[GRID_TEXT_SIZE];
		struct grid_row *row;
		size_t column = 0;

		put_name(name, ranking.sets[i], ranking.rows[i]);
		row = grid_row(grid, name);
		for (size_t j = 0; j < comparison->count; j++)
			if (origins_has(comparison, &comparison->sets[j]))
				grid_put(row, column++, &comparison->sets[j],
					 of_alike(ranking.rows[i]->name, ALIKE_EXITS));
	}
}

void grids_of_origins(const struct comparison *comparison, struct grid *grid, grid_take *take,
		      FILE *to)
{
	grid_sums(comparison, grid);
	if (grid->row_count == 0)
		return;
	take(to, comparison, grid);
	grid_apart(comparison, grid);
	if (grid->row_count > 0)
		take(to, comparison, grid);
}
