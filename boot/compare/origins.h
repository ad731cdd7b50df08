/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which exits are the guest's, and which the machine's. Labels that boot the same guest have
 * causes alike: what they have as often is the guest's doing, its firmware included. The others
 * are due to a host, a VMM or another firmware.
 */
#ifndef COMPARE_ORIGINS_H
#define COMPARE_ORIGINS_H

#include "comparison.h"

/* Every exit is in one of them. */
enum origin {
	ORIGIN_SAME,     /* its cause is on all labels, with the same number of exits */
	ORIGIN_COUNT,    /* on all, with other numbers */
	ORIGIN_SOME,     /* not on all: another label may have it among those of no listed cause */
	ORIGIN_HOST,     /* an interrupt, NMI or SMI of the host */
	ORIGIN_UNLISTED, /* of no listed cause */
	ORIGINS,
};

/* Of one run: the exits of each cause over all phases, without its reason's name */
void origins_count(struct set *set, size_t run);

/* Whether a label is among those that are told apart: the same phases, and causes in detail */
bool origins_has(const struct comparison *comparison, const struct set *set);

/* Adds the exits of each origin to these labels; the facts are settled before and after. */
void origins_fill(struct comparison *comparison);

/* The origin of a cause, by its fact (of_alike()) */
enum origin origin_of(const struct comparison *comparison, const struct fact *alike);

/* Its name in the facts */
const char *origin_name(enum origin origin);

#define ALIKE_MAX 24

/* Causes whose numbers differ most between the labels: facts of any of them */
struct alike_ranking {
	const struct fact *rows[ALIKE_MAX];
	const struct set *sets[ALIKE_MAX]; /* whose facts they are */
	uint64_t apart[ALIKE_MAX];         /* from the least number to the largest */
	size_t count;
};

void origins_rank(const struct comparison *comparison, struct alike_ranking *ranking);

#endif
