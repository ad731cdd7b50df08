// SPDX-License-Identifier: GPL-2.0-only
/*
 * The answer of the gate, for people.
 */
#include <string.h>

#include "format.h"
#include "gate_list.h"
#include "gate_rule.h"
#include "record/schema.h"
#include "words_gate.h"

static const char *title_of_phase(const struct set *set, const char *phase)
{
	return strcmp(phase, PHASE_BEFORE) == 0 ? stage_title(set, STAGE_BEFORE)
						: phase_title(phase);
}

static const char *title_of(char text[SENTENCE_SIZE], const struct set *set, const char *phase,
			    const char *reason)
{
	const char *title = title_of_phase(set, phase);

	if (exits_is_all(phase) && exits_is_all(reason))
		snprintf(text, SENTENCE_SIZE, "all exits");
	else if (exits_is_all(phase))
		snprintf(text, SENTENCE_SIZE, "%s", reason);
	else if (exits_is_all(reason))
		snprintf(text, SENTENCE_SIZE, "phase %s", title);
	else
		snprintf(text, SENTENCE_SIZE, "%s in %s", reason, title);
	return text;
}

const char *gate_row_title(char text[SENTENCE_SIZE], const struct gate_pair *pair,
			   const struct gate_row *row)
{
	return title_of(text, pair->from, row->phase, row->reason);
}

const char *gate_row_change(char text[SENTENCE_SIZE], const struct gate_row *row)
{
	char change[NUMBER_SIZE], share[NUMBER_SIZE];

	if (row->is_missing)
		snprintf(text, SENTENCE_SIZE, "-");
	else if (row->change == 0)
		snprintf(text, SENTENCE_SIZE, "0");
	else if (row->from.median == 0)
		snprintf(text, SENTENCE_SIZE, "%s", format_change(change, row->change));
	else
		snprintf(text, SENTENCE_SIZE, "%s, %s", format_change(change, row->change),
			 format_share(share, gate_row_size(row), row->from.median));
	return text;
}

const char *gate_row_answer(const struct gate_pair *pair, const struct gate_row *row)
{
	static const char *const of_host[] = {
		[GATE_SAME] = "the host's interrupts: same",
		[GATE_BETTER] = "the host's interrupts: fewer",
		[GATE_CANNOT_TELL] = "the host's interrupts: cannot tell",
		[GATE_WORSE] = "the host's interrupts: more",
	};

	if (row->is_missing)
		return "cannot tell: a run does not have this phase";
	if (!gate_row_counts(pair, row))
		return of_host[row->answer];
	if (row->answer == GATE_SAME && row->is_certain)
		return row->change > 0 ? "more, within the gate" : "fewer, within the gate";
	return gate_answer_name(row->answer);
}

static void append(char text[SENTENCE_SIZE], const char *more)
{
	const size_t length = strlen(text);

	snprintf(text + length, SENTENCE_SIZE - length, "%s", more);
}

static void append_row(char text[SENTENCE_SIZE], const struct gate_pair *pair,
		       const struct gate_row *row)
{
	char title[SENTENCE_SIZE], change[SENTENCE_SIZE], from[NUMBER_SIZE], to[NUMBER_SIZE];
	char more[3 * SENTENCE_SIZE];

	snprintf(more, sizeof(more), "%s, %s (%s to %s)", gate_row_title(title, pair, row),
		 gate_row_change(change, row), format_number(from, row->from.median),
		 format_number(to, row->to.median));
	append(text, more);
}

static const struct gate_row *missing_of(const struct gate_pair *pair)
{
	for (size_t i = 0; i < pair->count; i++)
		if (pair->rows[i].is_missing)
			return &pair->rows[i];
	return NULL;
}

/* Why there is no answer about a pair, although its rows have some */
static void append_doubt(char text[SENTENCE_SIZE], const struct gate *gate,
			 const struct gate_pair *pair)
{
	const struct gate_row *missing = missing_of(pair), *all = gate_all_exits(pair);
	char more[SENTENCE_SIZE], title[SENTENCE_SIZE / 2];
	char low[NUMBER_SIZE], high[NUMBER_SIZE], limit[NUMBER_SIZE];

	if (missing) {
		snprintf(title, sizeof(title), "%s", title_of_phase(pair->from, missing->phase));
		snprintf(more, sizeof(more), "a run does not have the phase %s", title);
	} else {
		snprintf(more, sizeof(more),
			 "the runs differ too much: the change of all exits is between %s and %s, "
			 "the gate is %s",
			 format_change(low, all->low), format_change(high, all->high),
			 format_number(limit, gate_limit(gate->share, pair, all)));
	}
	append(text, more);
}

/* A record's reason may have any bytes. */
static const char *in_one_line(char *text)
{
	for (char *at = text; *at; at++)
		if (*at < ' ' || *at > '~')
			*at = '?';
	return text;
}

/* The first bad verdict of a label; false if there is none */
static bool append_verdict(char text[SENTENCE_SIZE], const struct set *set)
{
	for (size_t i = 0; i < set->run_count; i++) {
		const struct record *record = set->runs[i].record;
		char more[SENTENCE_SIZE];

		if (!run_is_tainted(&set->runs[i]))
			continue;
		snprintf(more, sizeof(more), "the verdict of run %zu of %s is %s: %s", i + 1,
			 set->label, record_verdict_name(record->end.verdict), record->end.reason);
		append(text, in_one_line(more));
		return true;
	}
	return false;
}

static void append_reason(char text[SENTENCE_SIZE], const struct gate *gate,
			  const struct gate_pair *pair)
{
	const struct gate_row *largest = gate_largest(pair);

	if (append_verdict(text, pair->from) || append_verdict(text, pair->to))
		return;
	if (pair->why)
		append(text, pair->why);
	else if (pair->answer == GATE_CANNOT_TELL)
		append_doubt(text, gate, pair);
	else if (pair->answer == GATE_SAME && pair->is_exact)
		append(text, "exact runs without a difference");
	else if (pair->answer == GATE_SAME)
		append(text, "no change above the gate");
	if (!largest)
		return;
	append(text, pair->answer == GATE_WORSE    ? "the largest increase is "
		     : pair->answer == GATE_BETTER ? "the largest decrease is "
						   : "; the largest change is ");
	append_row(text, pair, largest);
	if (largest != gate_all_exits(pair)) {
		append(text, "; ");
		append_row(text, pair, gate_all_exits(pair));
	}
}

static void say_pair(char text[SENTENCE_SIZE], const struct gate *gate,
		     const struct gate_pair *pair)
{
	snprintf(text, SENTENCE_SIZE, "%s: %s against %s: ", gate_answer_name(pair->answer),
		 pair->to->label, pair->from->label);
	append_reason(text, gate, pair);
}

static void say_budget(char text[SENTENCE_SIZE], const struct budget *budget, const struct set *set,
		       const struct budget_use *use)
{
	char title[SENTENCE_SIZE], most[NUMBER_SIZE], max[NUMBER_SIZE], more[2 * SENTENCE_SIZE];

	snprintf(text, SENTENCE_SIZE, "%s: %s: ", gate_answer_name(use->answer), set->label);
	title_of(title, set, budget->phase, budget->reason);
	if (use->answer == GATE_WORSE)
		snprintf(more, sizeof(more), "run %zu has %s of %s, the budget is %s", use->run,
			 format_number(most, use->most), title, format_number(max, budget->max));
	else
		snprintf(more, sizeof(more), "a run has no number of %s, which has a budget",
			 title);
	append(text, more);
}

/* The first budget with that answer; false if there is none */
static bool first_budget(char text[SENTENCE_SIZE], const struct gate *gate,
			 const struct comparison *comparison, enum gate_answer answer)
{
	for (size_t i = 0; i < comparison->count; i++)
		for (size_t j = 0; j < gate->budgets.count; j++) {
			const struct budget *budget = &gate->budgets.rows[j];
			const struct set *set = &comparison->sets[i];
			const struct budget_use use = budget_use_of(budget, set);

			if (set == gate->baseline || !use.is_for_it || use.answer != answer)
				continue;
			say_budget(text, budget, set, &use);
			return true;
		}
	return false;
}

void words_gate_first(char text[SENTENCE_SIZE], const struct gate *gate,
		      const struct comparison *comparison)
{
	for (size_t i = 0; i < gate->count; i++)
		if (gate->pairs[i].answer == gate->answer) {
			say_pair(text, gate, &gate->pairs[i]);
			return;
		}
	if (gate->answer != GATE_SAME && first_budget(text, gate, comparison, gate->answer))
		return;
	snprintf(text, SENTENCE_SIZE, "%s: ", gate_answer_name(gate->answer));
	if (gate->answer == GATE_SAME)
		append(text, "all budgets are kept");
	for (size_t i = 0; i < comparison->count; i++)
		if (append_verdict(text, &comparison->sets[i]))
			return;
}

static void say_rule(struct answer *answer, const struct gate_pair *pair)
{
	char number[NUMBER_SIZE];

	if (pair->is_exact)
		words_say(answer, "The runs are exact: any difference counts.");
	else if (!pair->why)
		words_say(answer,
			  "%zu runs against %zu: labels that boot the same are called worse in at "
			  "most one of %s comparisons.",
			  pair->to->run_count, pair->from->run_count,
			  format_number(number, gate_false_alarm_in(pair->from->run_count,
								    pair->to->run_count)));
	else
		words_say(answer, "%zu run%s against %zu.", pair->to->run_count,
			  pair->to->run_count == 1 ? "" : "s", pair->from->run_count);
}

void words_gate_pair(struct answer *answer, const struct gate *gate, const struct gate_pair *pair,
		     const char *first)
{
	char text[SENTENCE_SIZE];

	say_pair(text, gate, pair);
	if (strcmp(text, first) != 0)
		words_say(answer, "%s.", text);
	say_rule(answer, pair);
}

void words_gate_budgets(struct answer *answer, const struct gate *gate, const struct set *set)
{
	char text[SENTENCE_SIZE];

	for (size_t i = 0; i < gate->budgets.count; i++) {
		const struct budget *budget = &gate->budgets.rows[i];
		const struct budget_use use = budget_use_of(budget, set);

		if (!use.is_for_it || use.answer == GATE_SAME)
			continue;
		say_budget(text, budget, set, &use);
		words_say(answer, "%s.", text);
	}
}
