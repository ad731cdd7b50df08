// SPDX-License-Identifier: GPL-2.0-only
/*
 * The answer about all labels is the worst of those of the pairs, the budgets and the verdicts.
 */
#include <stdlib.h>
#include <string.h>

#include "gate.h"
#include "gate_pair.h"

#define THOUSANDTH 1000

const struct gate_row *gate_all_exits(const struct gate_pair *pair)
{
	return pair->count > 0 ? &pair->rows[0] : NULL;
}

uint64_t gate_limit(const struct gate *gate, const struct gate_pair *pair,
		    const struct gate_row *row)
{
	const uint64_t part = gate_part_of(row->from.median, gate->share);
	const uint64_t least = gate_all_exits(pair)->from.median / THOUSANDTH;

	return part > least ? part : least;
}

static enum gate_answer answer_of_budgets(const struct gate *gate, const struct set *set)
{
	enum gate_answer answer = GATE_SAME;

	for (size_t i = 0; i < gate->budgets.count; i++) {
		const struct budget_use use = budget_use_of(&gate->budgets.rows[i], set);

		if (use.is_for_it)
			answer = gate_answer_worst(answer, use.answer);
	}
	return answer;
}

bool gate_judge(struct gate *gate, const struct comparison *comparison)
{
	gate->answer = comparison_is_tainted(comparison) ? GATE_CANNOT_TELL : GATE_SAME;
	for (size_t i = 0; i < comparison->count; i++) {
		const struct set *set = &comparison->sets[i];
		struct gate_pair *pair = &gate->pairs[gate->count];

		if (set == gate->baseline)
			continue;
		gate->answer = gate_answer_worst(gate->answer, answer_of_budgets(gate, set));
		if (!gate->baseline)
			continue;
		gate->count++;
		*pair = (struct gate_pair){ .from = gate->baseline, .to = set };
		if (!gate_judge_pair(gate, pair))
			return false;
		gate->answer = gate_answer_worst(gate->answer, pair->answer);
	}
	return true;
}

void gate_free(struct gate *gate)
{
	for (size_t i = 0; i < gate->count; i++) {
		free(gate->pairs[i].rows);
		free(gate->pairs[i].listed);
	}
}

static bool is_all(const char *name)
{
	return strcmp(name, EXITS_ALL) == 0;
}

/* A reason says most; then a reason in a phase, a phase, and all exits. */
static unsigned int kind_of(const struct gate_row *row)
{
	if (is_all(row->reason))
		return !is_all(row->phase);
	return is_all(row->phase) ? 3 : 2;
}

static uint64_t size_of(const struct gate_row *row)
{
	return row->change < 0 ? -(uint64_t)row->change : (uint64_t)row->change;
}

static bool is_larger(const struct gate_row *row, const struct gate_row *than)
{
	if (kind_of(row) != kind_of(than))
		return kind_of(row) > kind_of(than);
	return size_of(row) > size_of(than);
}

bool gate_row_counts(const struct gate_pair *pair, const struct gate_row *row)
{
	return pair->is_exact || !row->is_host;
}

static bool can_be_named(const struct gate_pair *pair, const struct gate_row *row)
{
	if (row->is_missing || row->change == 0 || !gate_row_counts(pair, row))
		return false;
	return row->answer == pair->answer ||
	       (pair->answer != GATE_WORSE && pair->answer != GATE_BETTER);
}

const struct gate_row *gate_largest(const struct gate_pair *pair)
{
	const struct gate_row *largest = NULL;

	for (size_t i = 0; i < pair->count; i++)
		if (can_be_named(pair, &pair->rows[i]) &&
		    (!largest || is_larger(&pair->rows[i], largest)))
			largest = &pair->rows[i];
	return largest;
}
