/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The exits that a boot may have.
 *
 *   budgets = line*
 *   line    = [phase reason max] ["#" text]
 *
 * Words are separated by spaces or tabs. A phase or reason is a name in the record, or all; the
 * phase before is firmware and boot loader. max is a number of exits, without the reader's own
 * reads, with the host's interrupts.
 */
#ifndef COMPARE_BUDGETS_H
#define COMPARE_BUDGETS_H

#include "comparison.h"
#include "gate_answer.h"

#define BUDGETS_MAX 1024

struct budget {
	char phase[RECORD_NAME_SIZE], reason[RECORD_NAME_SIZE];
	uint64_t max, line;
};

struct budgets {
	struct budget rows[BUDGETS_MAX];
	size_t count;
	uint64_t error_line;
	const char *error;
};

/* A budget and a label */
struct budget_use {
	bool is_for_it; /* the label has the phase, and its vendor the reason */
	enum gate_answer answer;
	uint64_t most; /* exits of the run with the most */
	size_t run;    /* its number, from 1 on */
};

/* False, and the error and its line, if the text is not valid */
bool budgets_read(struct budgets *budgets, const char *text, size_t size);

/* The same if no record has the phase, or could have the reason, of a budget */
bool budgets_fit(struct budgets *budgets, const struct comparison *comparison);

/* A run that has more exits is worse. */
struct budget_use budget_use_of(const struct budget *budget, const struct set *set);

#endif
