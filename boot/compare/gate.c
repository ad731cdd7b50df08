// SPDX-License-Identifier: GPL-2.0-only
/*
 * The answer about all labels is the worst of those of the pairs, the budgets and the verdicts.
 */
#include <stdlib.h>

#include "gate.h"
#include "gate_pair.h"

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
		if (!gate_judge_pair(pair, gate->share))
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
