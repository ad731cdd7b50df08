// SPDX-License-Identifier: GPL-2.0-only
/*
 * The reasons of each label, as users of `perf kvm stat` know them, and those of all labels
 * side by side.
 */
#include <stdio.h>
#include <string.h>

#include "cause_words.h"
#include "causes.h"
#include "grid_reasons.h"
#include "kinds.h"
#include "meanings.h"
#include "ranking.h"

_Static_assert(RANKING_MAX + 3 <= GRID_ROWS_MAX, "a row for each reason, and three more");

#define CAUSES_NAMED 2

static uint64_t value(const struct set *set, enum stage stage, unsigned int quantity)
{
	return facts_value(&set->facts, of_stage(stage, quantity));
}

/* Whether it is worth a column: a vCPU rarely sleeps within an exit. */
static bool has_quantity(const struct set *set, enum reason_quantity quantity)
{
	for (size_t i = 0; i < set->facts.count; i++)
		if (fact_is_some(&set->facts.rows[i], of_reason_total(NULL, quantity)) &&
		    set->facts.rows[i].stats.max > 0)
			return true;
	return false;
}

static bool is_timed(const struct set *set)
{
	return set_host_khz(set) > 0 && set_has_counter(set, COUNTER_KERNEL);
}

static void put_columns(struct grid *grid, const struct set *set)
{
	grid_column(grid, "exits");
	grid_column(grid, "%% of exits");
	if (set_record(set))
		grid_column(grid, "of these, measurement");
	if (!is_timed(set))
		return;
	grid_column(grid, "ms in KVM");
	grid_column(grid, "%% of time");
	grid_column(grid, "mean, us");
	if (has_quantity(set, REASON_MIN))
		grid_column(grid, "min, us");
	if (has_quantity(set, REASON_MAX))
		grid_column(grid, "max, us");
	if (has_quantity(set, REASON_BLOCKED))
		grid_column(grid, "ms asleep");
}

static void put_times(struct grid_row *row, size_t column, const struct set *set,
		      struct fact_key key, uint64_t exits)
{
	grid_put_as(row, column, set, key, CELL_MS, 0);
	grid_put_as(row, column + 1, set, key, CELL_SHARE, value(set, STAGE_TOTAL, COUNTER_KERNEL));
	grid_put_as(row, column + 2, set, key, CELL_MEAN_US, exits);
}

static void put_exits(struct grid_row *row, const struct set *set, struct fact_key key)
{
	grid_put(row, 0, set, key);
	grid_put_as(row, 1, set, key, CELL_SHARE, value(set, STAGE_TOTAL, COUNTER_EXITS));
}

static void put_reason(struct grid_row *row, const struct set *set, const char *reason)
{
	const uint64_t exits = facts_value(&set->facts, of_reason(reason, STAGE_TOTAL));
	size_t column = 2;

	put_exits(row, set, of_reason(reason, STAGE_TOTAL));
	if (set_record(set))
		grid_put(row, column++, set, of_reason(reason, STAGE_MEASURING));
	if (!is_timed(set))
		return;
	put_times(row, column, set, of_reason_kernel(reason, STAGE_TOTAL), exits);
	column += 3;
	for (unsigned int i = REASON_MIN; i <= REASON_MAX; i++)
		if (has_quantity(set, (enum reason_quantity)i))
			grid_put_as(row, column++, set,
				    of_reason_total(reason, (enum reason_quantity)i), CELL_US, 0);
	if (has_quantity(set, REASON_BLOCKED))
		grid_put_as(row, column, set, of_reason_total(reason, REASON_BLOCKED), CELL_MS, 0);
}

static void put_total(struct grid *grid, const struct set *set)
{
	const uint64_t exits = value(set, STAGE_TOTAL, COUNTER_EXITS);
	struct grid_row *row = grid_row(grid, "total");

	put_exits(row, set, of_stage(STAGE_TOTAL, COUNTER_EXITS));
	if (!set_record(set))
		return;
	grid_put(row, 2, set, of_stage(STAGE_MEASURING, COUNTER_EXITS));
	if (is_timed(set))
		put_times(row, 3, set, of_stage(STAGE_TOTAL, COUNTER_KERNEL), exits);
}

/* A record does not have them by reason. */
static void put_userspace(struct grid *grid, const struct set *set)
{
	struct grid_row *row;

	if (!set_has_counter(set, COUNTER_USERSPACE_EXITS))
		return;
	row = grid_row(grid, "of all, on to the VMM");
	row->meaning = "exits that KVM hands to userspace, such as those of most devices; a record "
		       "does not have them by reason";
	put_exits(row, set, of_stage(STAGE_TOTAL, COUNTER_USERSPACE_EXITS));
}

struct summed {
	const struct record_cause *cause;
	const char *rest; /* of the fact's name, behind the phase */
	uint64_t exits;
};

/* The causes of a reason over all phases; returns how many */
static size_t sum_causes(const struct set *set, const char *reason, struct summed *sums)
{
	static struct cause_ranking ranking;
	size_t count = 0;

	causes_rank(set, STAGE_TOTAL, &ranking);
	for (size_t i = 0; i < ranking.count; i++) {
		const struct fact *fact = ranking.rows[i];
		const char *rest = strchr(fact->name, '/');
		size_t at = 0;

		if (strcmp(fact->cause->reason, reason) != 0)
			continue;
		while (at < count && strcmp(sums[at].rest, rest) != 0)
			at++;
		if (at == count)
			sums[count++] = (struct summed){ fact->cause, rest, 0 };
		sums[at].exits += fact->stats.median;
	}
	return count;
}

/* The largest causes of a reason in words */
static void put_causes(struct grid_row *row, const struct set *set, const char *reason)
{
	static struct summed sums[CAUSES_ALL_MAX];
	const size_t count = sum_causes(set, reason, sums);
	char words[CAUSE_TEXT_SIZE];

	for (size_t named = 0; named < CAUSES_NAMED && named < count; named++) {
		struct summed *most = sums;
		size_t length = strlen(row->more);

		for (size_t i = 1; i < count; i++)
			if (sums[i].exits > most->exits)
				most = &sums[i];
		cause_what(words, set, most->cause);
		if (most->exits == 0 || strcmp(words, reason) == 0)
			return;
		snprintf(row->more + length, sizeof(row->more) - length, "%s%s",
			 named ? "; " : "most of them: ", words);
		most->exits = 0;
	}
}

static uint32_t vendor_of(const struct set *set)
{
	return set_record(set) ? set_record(set)->host.vendor : 0;
}

static void put_row(struct grid *grid, const struct set *set, const char *reason)
{
	struct grid_row *row = grid_row(grid, reason);

	row->meaning = reason_meaning(vendor_of(set), reason);
	put_reason(row, set, reason);
	put_causes(row, set, reason);
}

/* A row of the host's table may have time, but no exits: the path to the first entry. */
static void put_exitless(struct grid *grid, const struct set *set)
{
	for (size_t i = 0; i < set->facts.count && grid->row_count < RANKING_MAX; i++) {
		const struct fact *fact = &set->facts.rows[i];

		if (fact_is_some(fact, of_reason_kernel(NULL, STAGE_TOTAL)) &&
		    fact->stats.median > 0 &&
		    facts_value(&set->facts, of_reason(fact->name, STAGE_TOTAL)) == 0)
			put_row(grid, set, fact->name);
	}
}

static void grid_of_one(struct grid *grid, const struct set *set)
{
	const struct ranking ranking = ranking_of(set, STAGE_TOTAL);
	const char *manual = reason_manual(vendor_of(set));
	char title[GRID_TEXT_SIZE];

	snprintf(title, sizeof(title), "Exit reasons: %s", set->label);
	grid_start(grid, title, "reason");
	grid->is_first = true;
	grid_note(grid, "All exits%s. Time is in KVM's kernel part. The reasons are those of %s.",
		  set_record(set) ? ", with firmware, boot loader and measurement" : "",
		  manual ? manual : "KVM's statistics");
	put_columns(grid, set);
	for (size_t i = 0; i < ranking.count; i++)
		put_row(grid, set, ranking.rows[i].reason);
	put_exitless(grid, set);
	if (grid->row_count == 0)
		return;
	put_total(grid, set);
	put_userspace(grid, set);
}

/* reason: NULL: all exits */
static void put_side(struct grid_row *row, const struct comparison *comparison, bool of_kinds,
		     const char *reason)
{
	size_t column = 0;

	for (size_t i = 0; i < comparison->count; i++) {
		const struct set *set = &comparison->sets[i];
		const enum stage stage = set_record(set) ? STAGE_OS : STAGE_TOTAL;

		grid_put(row, column++, set,
			 reason ? side_key(of_kinds, reason, stage)
				: of_stage(stage, COUNTER_EXITS));
		if (set_record(set))
			grid_put(row, column++, set,
				 reason ? side_key(of_kinds, reason, STAGE_BEFORE)
					: of_stage(STAGE_BEFORE, COUNTER_EXITS));
	}
}

static void grid_of_all(const struct comparison *comparison, struct grid *grid)
{
	const struct ranking ranking = ranking_side(comparison, STAGE_TOTAL);
	const bool of_kinds = comparison_has_kinds(comparison);

	grid_start(grid, of_kinds ? "Exits by kind" : "Exits by reason",
		   of_kinds ? "kind" : "reason");
	grid_note(grid, "System: without firmware, boot loader and measurement.%s",
		  of_kinds ? " The hosts are of Intel and of AMD: reasons that mean the same are "
			     "one row."
			   : "");
	for (size_t i = 0; i < comparison->count; i++) {
		const struct set *set = &comparison->sets[i];

		grid_column(grid, set_record(set) ? "%s: system" : "%s: all", set->label);
		if (set_record(set))
			grid_column(grid, "%s: %s", set->label, stage_title(set, STAGE_BEFORE));
	}
	for (size_t i = 0; i < ranking.count; i++) {
		struct grid_row *row = grid_row(grid, ranking.rows[i].reason);

		if (of_kinds)
			row->meaning = kind_words(ranking.rows[i].reason);
		put_side(row, comparison, of_kinds, ranking.rows[i].reason);
	}
	if (ranking.count > 0)
		put_side(grid_row(grid, "total"), comparison, of_kinds, NULL);
}

void grids_of_reasons(const struct comparison *comparison, struct grid *grid, grid_take *take,
		      FILE *to)
{
	for (size_t i = 0; i < comparison->count; i++) {
		grid_of_one(grid, &comparison->sets[i]);
		if (grid->row_count > 0)
			take(to, comparison, grid);
	}
	grid_of_all(comparison, grid);
	if (grid->row_count > 0)
		take(to, comparison, grid);
}
