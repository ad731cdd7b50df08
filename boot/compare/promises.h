/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What an advice promised for one label, and what is gone in a later one.
 */
#ifndef COMPARE_PROMISES_H
#define COMPARE_PROMISES_H

#include "advice.h"
#include "comparison.h"

#define PROMISES_MAX 64

struct promise {
	const struct set *from, *to;
	const struct advice *advice;
	uint64_t promised, error; /* exits that go in from: promised to promised + error */
	uint64_t gone;            /* how many fewer its causes have in to */
};

struct promises {
	struct promise rows[PROMISES_MAX]; /* by pair of labels; most promised first */
	size_t count;
};

/*
 * Of each label and the first one before it with the same phases and with causes, the advices
 * that were followed: at least half of what they promised is gone, and that was a thousandth
 * of all exits.
 */
void promises_of(const struct comparison *comparison, struct promises *promises);

#endif
