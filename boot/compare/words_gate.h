/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the gate says.
 */
#ifndef COMPARE_WORDS_GATE_H
#define COMPARE_WORDS_GATE_H

#include "answers.h"
#include "gate.h"

/* The first line: the answer, and why */
void words_gate_first(char text[SENTENCE_SIZE], const struct gate *gate,
		      const struct comparison *comparison);

/* What is said about a label besides its rows and the first line */
void words_gate_pair(struct answer *answer, const struct gate *gate, const struct gate_pair *pair,
		     const char *first);

/* The budgets that a label exceeds, or of which it has no number */
void words_gate_budgets(struct answer *answer, const struct gate *gate, const struct set *set);

/* "ioio in kernel"; "+2,500, 27 %"; "better, within the gate" */
const char *gate_row_title(char text[SENTENCE_SIZE], const struct gate_pair *pair,
			   const struct gate_row *row);
const char *gate_row_change(char text[SENTENCE_SIZE], const struct gate_row *row);
const char *gate_row_answer(const struct gate_pair *pair, const struct gate_row *row);

#endif
