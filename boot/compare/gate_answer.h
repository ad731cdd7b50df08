/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the gate answers about a number, a label, and all of them.
 */
#ifndef COMPARE_GATE_ANSWER_H
#define COMPARE_GATE_ANSWER_H

/* In the order of their weight: the answer about several is the last of theirs. */
enum gate_answer {
	GATE_SAME,
	GATE_BETTER,
	GATE_CANNOT_TELL,
	GATE_WORSE,
};

/* "cannot tell" */
const char *gate_answer_name(enum gate_answer answer);

enum gate_answer gate_answer_worst(enum gate_answer a, enum gate_answer b);

#endif
