// SPDX-License-Identifier: GPL-2.0-only
/*
 * Some pairs have no rows, and some rows no answer, for reasons that are said.
 */
#include <stdlib.h>

#include "exactness.h"
#include "gate_list.h"
#include "gate_pair.h"
#include "gate_rows.h"
#include "gate_rule.h"

#define FLOOR 1000 /* of all exits: the spread that any number has, see gate_rule.h */

static bool has_run_without(const struct set *set, bool (*has)(const struct record *record))
{
	for (size_t i = 0; i < set->run_count; i++)
		if (!set->runs[i].record || !has(set->runs[i].record))
			return true;
	return false;
}

static bool is_record(const struct record *record)
{
	return record;
}

static bool has_reasons(const struct record *record)
{
	return record->begin.reasons > 0;
}

static bool either_lacks(const struct gate_pair *pair, bool (*has)(const struct record *record))
{
	return has_run_without(pair->from, has) || has_run_without(pair->to, has);
}

/* Why there are no rows; NULL if there are */
static const char *why_no_rows(const struct gate_pair *pair)
{
	if (either_lacks(pair, is_record))
		return "a run has no record";
	if (either_lacks(pair, record_is_counted))
		return "a run has no exits, because its host is not patched";
	if (either_lacks(pair, has_reasons))
		return "a run has no exits by reason";
	if (set_record(pair->from)->host.vendor != set_record(pair->to)->host.vendor)
		return "Intel and AMD have different reasons";
	if (!sets_have_same_phases(pair->from, pair->to))
		return "they have different phases";
	return NULL;
}

static bool set_is_tainted(const struct set *set)
{
	for (size_t i = 0; i < set->run_count; i++)
		if (run_is_tainted(&set->runs[i]))
			return true;
	return false;
}

/* Why the rows have no answer; NULL if they have one */
static const char *why_no_answer(const struct gate_pair *pair)
{
	if (set_is_tainted(pair->from) || set_is_tainted(pair->to))
		return "a record has a bad verdict";
	if (pair->is_exact)
		return NULL;
	if (set_has_copies(pair->from) || set_has_copies(pair->to))
		return "a run is a copy of another one";
	if (pair->ways < GATE_WAYS_MIN)
		return "too few runs: use 3 of each or more, or exact ones";
	return NULL;
}

static enum gate_answer answer_of(uint32_t share, const struct gate_pair *pair,
				  const struct gate_row *row)
{
	const uint64_t limit = pair->is_exact ? 0 : gate_limit(share, pair, row);
	const bool could_be_more = row->high > 0 && (uint64_t)row->high > limit;

	if (pair->why || row->is_missing)
		return GATE_CANNOT_TELL;
	if (!pair->is_exact && !row->is_certain)
		return could_be_more ? GATE_CANNOT_TELL : GATE_SAME;
	if (gate_row_size(row) <= limit)
		return GATE_SAME;
	return row->change > 0 ? GATE_WORSE : GATE_BETTER;
}

/* The rule is about the host's interrupts, or about all others. */
static bool find_certain(struct gate_pair *pair, bool is_host)
{
	struct gate_numbers *numbers = calloc(pair->count, sizeof(*numbers));
	struct gate_row **rows = calloc(pair->count, sizeof(struct gate_row *));
	bool *is_certain = calloc(pair->count, sizeof(*is_certain));
	const struct gate_row *all = gate_all_exits(pair);
	uint64_t floor = (all->from.max > all->to.max ? all->from.max : all->to.max) / FLOOR;
	bool has_room = numbers && rows && is_certain;
	size_t count = 0;

	for (size_t i = 0; has_room && i < pair->count; i++) {
		struct gate_row *row = &pair->rows[i];

		if (row->is_host != is_host || row->is_missing)
			continue;
		rows[count] = row;
		numbers[count++] =
			(struct gate_numbers){ row->from_runs.values, row->to_runs.values,
					       pair->from->run_count, pair->to->run_count };
	}
	has_room = has_room && gate_find_certain(numbers, count, floor ? floor : 1, is_certain);
	for (size_t i = 0; has_room && i < count; i++)
		rows[i]->is_certain = is_certain[i];
	free(numbers);
	free(rows);
	free(is_certain);
	return has_room;
}

/* Of the numbers that the noise hides, only that of all exits has a part in the answer. */
static enum gate_answer answer_of_rows(const struct gate_pair *pair)
{
	enum gate_answer answer = GATE_SAME;

	for (size_t i = 0; i < pair->count; i++) {
		const struct gate_row *row = &pair->rows[i];
		const bool is_hidden = row->answer == GATE_CANNOT_TELL && !row->is_missing && i > 0;

		if (!is_hidden && gate_row_counts(pair, row))
			answer = gate_answer_worst(answer, row->answer);
	}
	return answer;
}

bool gate_judge_pair(struct gate_pair *pair, uint32_t share)
{
	pair->ways = gate_ways(pair->from->run_count, pair->to->run_count);
	pair->is_exact = set_is_exact(pair->from) && set_is_exact(pair->to);
	pair->answer = GATE_CANNOT_TELL;
	pair->why = why_no_rows(pair);
	if (pair->why)
		return true;
	pair->why = why_no_answer(pair);
	if (!gate_fill_rows(pair) || !find_certain(pair, false) || !find_certain(pair, true))
		return false;
	for (size_t i = 0; i < pair->count; i++)
		pair->rows[i].answer = answer_of(share, pair, &pair->rows[i]);
	if (!pair->why)
		pair->answer = answer_of_rows(pair);
	return gate_list(pair);
}
