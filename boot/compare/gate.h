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
#include "comparison.h"
#include "exits.h"
#include "gate_answer.h"
#include "gate_share.h"

/* One number of both labels: the exits of a phase and a reason, or EXITS_ALL */
struct gate_row {
	const char *phase, *reason;
	bool is_host;    /* an interrupt of the host */
	bool is_missing; /* a run of either label does not have the phase */
	struct exits from_runs, to_runs;
	struct stats from, to;
	int64_t change;    /* of the medians */
	int64_t low, high; /* the true change is between these, with 95 % */
	bool is_certain;
	enum gate_answer answer;
};

/* A label and the baseline */
struct gate_pair {
	const struct set *from, *to;
	enum gate_answer answer;
	const char *why; /* there is no other answer; NULL: the rows have it */
	bool is_exact;
	uint64_t ways; /* to divide the runs, see gate_rule.h */
	struct gate_row *rows;
	size_t count;
	const struct gate_row **listed; /* those that tables show, see gate_list.h */
	size_t listed_count;
	size_t same, hidden; /* how many others are the same, or cannot be told for noise */
};

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

/* Whether a row has a part in the answer */
bool gate_row_counts(const struct gate_pair *pair, const struct gate_row *row);

/* The row that the first line names; NULL if nothing changed */
const struct gate_row *gate_largest(const struct gate_pair *pair);

/* The row of all exits; NULL if there are no rows */
const struct gate_row *gate_all_exits(const struct gate_pair *pair);

/* A change of a row up to this many exits is within the gate. */
uint64_t gate_limit(const struct gate *gate, const struct gate_pair *pair,
		    const struct gate_row *row);

#endif
