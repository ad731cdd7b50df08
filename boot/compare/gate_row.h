/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The numbers of a label and the baseline, and what the gate answers about them.
 */
#ifndef COMPARE_GATE_ROW_H
#define COMPARE_GATE_ROW_H

#include "comparison.h"
#include "exits.h"
#include "gate_answer.h"

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

/* The row of all exits; NULL if there are no rows */
const struct gate_row *gate_all_exits(const struct gate_pair *pair);

/* Whether a row has a part in the answer */
bool gate_row_counts(const struct gate_pair *pair, const struct gate_row *row);

/* The size of its change */
uint64_t gate_row_size(const struct gate_row *row);

/* A change of a row up to this many exits is within a gate of that share. */
uint64_t gate_limit(uint32_t share, const struct gate_pair *pair, const struct gate_row *row);

#endif
