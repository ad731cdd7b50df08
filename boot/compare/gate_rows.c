// SPDX-License-Identifier: GPL-2.0-only
/*
 * The first label of a pair has its phases; either may have a reason that the other lacks.
 */
#include <stdlib.h>
#include <string.h>

#include "exits.h"
#include "gate_rows.h"
#include "gate_rule.h"

#define NAMES_MAX (2 * RECORD_REASONS_MAX * RUNS_MAX)

struct names {
	const char *rows[NAMES_MAX];
	size_t count;
};

static void add_name(struct names *names, const char *name)
{
	for (size_t i = 0; i < names->count; i++)
		if (strcmp(names->rows[i], name) == 0)
			return;
	if (names->count < NAMES_MAX)
		names->rows[names->count++] = name;
}

static void add_reasons(struct names *names, const struct set *set)
{
	for (size_t i = 0; i < set->facts.count; i++)
		if (fact_is_some(&set->facts.rows[i], of_reason(NULL, STAGE_TOTAL)))
			add_name(names, set->facts.rows[i].name);
}

/* With a base, a phase before the first checkpoint is a fact, and not in the record. */
static void add_phases(struct names *names, const struct set *set)
{
	const struct record *record = set_record(set);

	add_name(names, EXITS_ALL);
	add_name(names, PHASE_BEFORE);
	for (size_t i = 0; i < set->facts.count; i++)
		if (fact_is_some(&set->facts.rows[i], of_phase(NULL, QUANTITY_NET)) &&
		    strncmp(set->facts.rows[i].name, PHASE_UNTIL, strlen(PHASE_UNTIL)) == 0)
			add_name(names, set->facts.rows[i].name);
	for (uint64_t i = 0; i + 1 < record->begin.checkpoints; i++)
		if (!phase_is_measuring(record->phases[i].name))
			add_name(names, record->phases[i].name);
}

/* Without the host's interrupts, which are rows of their own */
static struct exits judged(const struct set *set, const char *phase, const char *reason)
{
	struct exits exits = exits_of(set, phase, reason), host;

	if (!exits_is_all(reason))
		return exits;
	host = exits_of_host(set, phase);
	for (size_t i = 0; i < set->run_count; i++)
		exits.values[i] -=
			host.values[i] < exits.values[i] ? host.values[i] : exits.values[i];
	return exits;
}

static bool is_missing(const struct set *set, const struct exits *exits)
{
	for (size_t i = 0; i < set->run_count; i++)
		if (!(exits->has & 1u << i))
			return true;
	return false;
}

static void compare(struct gate_row *row, const struct gate_pair *pair)
{
	const struct gate_numbers numbers = { row->from_runs.values, row->to_runs.values,
					      pair->from->run_count, pair->to->run_count };
	struct exits from = row->from_runs, to = row->to_runs;

	gate_interval(&numbers, &row->low, &row->high);
	row->from = stats_of(from.values, pair->from->run_count);
	row->to = stats_of(to.values, pair->to->run_count);
	row->change = (int64_t)(row->to.median - row->from.median);
}

/* A phase that never had a reason is no row. */
static void add_row(struct gate_pair *pair, const char *phase, const char *reason)
{
	struct gate_row *row = &pair->rows[pair->count];

	*row = (struct gate_row){ .phase = phase, .reason = reason };
	row->from_runs = judged(pair->from, phase, reason);
	row->to_runs = judged(pair->to, phase, reason);
	row->is_host = !exits_is_all(reason) && (exits_are_of_host(pair->from, reason) ||
						 exits_are_of_host(pair->to, reason));
	row->is_missing =
		is_missing(pair->from, &row->from_runs) || is_missing(pair->to, &row->to_runs);
	compare(row, pair);
	if (row->from.max > 0 || row->to.max > 0 || exits_is_all(reason))
		pair->count++;
}

bool gate_fill_rows(struct gate_pair *pair)
{
	struct names phases = { 0 }, reasons = { 0 };

	add_phases(&phases, pair->from);
	add_name(&reasons, EXITS_ALL);
	add_reasons(&reasons, pair->from);
	add_reasons(&reasons, pair->to);
	pair->rows = calloc(phases.count * reasons.count, sizeof(*pair->rows));
	for (size_t i = 0; pair->rows && i < phases.count; i++)
		for (size_t j = 0; j < reasons.count; j++)
			add_row(pair, phases.rows[i], reasons.rows[j]);
	return pair->rows;
}
