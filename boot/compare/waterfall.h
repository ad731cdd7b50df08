/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The change of exits from one set to another, by reason.
 */
#ifndef COMPARE_WATERFALL_H
#define COMPARE_WATERFALL_H

#include "comparison.h"

#define STEPS_MAX 256

/* The stages that it includes, the same in both sets */
enum waterfall_scope {
	WATERFALL_OS,         /* the system alone */
	WATERFALL_FROM_START, /* with firmware and boot loader: one set has them together with the
				 kernel */
	WATERFALL_ALL,        /* with measurement: one set has samples only */
};

struct step {
	const char *reason;
	uint64_t from, to;
};

struct waterfall {
	const struct set *from, *to;
	enum waterfall_scope scope;
	bool has_kinds;               /* the reasons are kinds, see kinds.h */
	struct step steps[STEPS_MAX]; /* largest change first, without zero changes */
	size_t count;
	uint64_t start, end; /* sums over all reasons */
};

/*
 * From the minimal OS to the full one, or else from the first set with reasons to the
 * next one. False if there are fewer than two.
 */
bool waterfall_of(const struct comparison *comparison, struct waterfall *waterfall);

int64_t step_change(const struct step *step);

/* The stages of a scope, in words */
const char *waterfall_scope_title(enum waterfall_scope scope);

#endif
