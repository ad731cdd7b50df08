/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The reasons of a set, sorted by exits.
 */
#ifndef COMPARE_RANKING_H
#define COMPARE_RANKING_H

#include "comparison.h"

#define RANKING_MAX 256

struct ranked {
	const char *reason;
	uint64_t exits;
};

struct ranking {
	struct ranked rows[RANKING_MAX]; /* most exits first, without zeros */
	size_t count;
	uint64_t total;
};

/* Of one stage */
struct ranking ranking_of(const struct set *set, enum stage stage);

/* Over all sets: each reason has its maximum */
struct ranking ranking_of_all(const struct comparison *comparison, enum stage stage);

/* The same of what is beside each other: reasons, or kinds if the vendors differ (kinds.h) */
struct ranking ranking_side(const struct comparison *comparison, enum stage stage);

#endif
