// SPDX-License-Identifier: GPL-2.0-only
/*
 * The words are those of the first line and of the JSON.
 */
#include "gate_answer.h"

const char *gate_answer_name(enum gate_answer answer)
{
	static const char *const names[] = {
		[GATE_SAME] = "same",
		[GATE_BETTER] = "better",
		[GATE_CANNOT_TELL] = "cannot tell",
		[GATE_WORSE] = "worse",
	};

	return names[answer];
}

enum gate_answer gate_answer_worst(enum gate_answer a, enum gate_answer b)
{
	return a > b ? a : b;
}
