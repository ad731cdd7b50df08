/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The gate: whether labels boot with more exits than the baseline, number by number.
 *
 * Exact runs: any difference counts. Other runs: a difference counts if it is certain by
 * gate_rule.h, and larger than the gate's share of the number and a thousandth of all exits. The
 * host's interrupts are numbers of their own and in no other; unless the runs are exact, they
 * have no part in the answer.
 */
#ifndef COMPARE_GATE_H
#define COMPARE_GATE_H

#include "budgets.h"
#include "gate_row.h"

struct gate {
	uint32_t share; /* of GATE_WHOLE */
	const struct set *baseline;
	struct gate_pair pairs[SETS_MAX];
	size_t count;
	struct budgets budgets;
	enum gate_answer answer; /* of all */
};

/* Judges all labels. False if out of memory. */
bool gate_judge(struct gate *gate, const struct comparison *comparison);
void gate_free(struct gate *gate);

#endif
