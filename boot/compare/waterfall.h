/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * From one set's exits to another's, reason by reason.
 */
#ifndef COMPARE_WATERFALL_H
#define COMPARE_WATERFALL_H

#include "comparison.h"

#define STEPS_MAX 256

/* Which stages are in it: the same ones of both sets */
enum waterfall_scope {
	WATERFALL_OS,         /* the system alone */
	WATERFALL_FROM_START, /* with firmware and boot loader, not told apart in one of them */
	WATERFALL_ALL,        /* measuring too: of one there are only samples */
};

struct step {
	const char *reason;
	uint64_t from, to;
};

struct waterfall {
	const struct set *from, *to;
	enum waterfall_scope scope;
	struct step steps[STEPS_MAX]; /* the largest change first; none is without any */
	size_t count;
	uint64_t start, end; /* sums over all reasons */
};

/* Exits of a reason in a scope, the median over the runs */
uint64_t waterfall_exits(const struct set *set, const char *reason, enum waterfall_scope scope);

/*
 * From the minimal OS to the full one, or else from the first set that has
 * reasons to the next. False if there are no two.
 */
bool waterfall_of(const struct comparison *comparison, struct waterfall *waterfall);

int64_t step_change(const struct step *step);

/* What is in it, in words */
const char *waterfall_scope_title(enum waterfall_scope scope);

#endif
