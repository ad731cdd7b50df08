// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sorts reasons.
 */
#include <stdlib.h>
#include <string.h>

#include "kinds.h"
#include "ranking.h"

static int by_exits(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->exits != y->exits)
		return x->exits < y->exits ? 1 : -1;
	return strcmp(x->reason, y->reason);
}

static void merge(struct ranking *ranking, const char *reason, uint64_t exits)
{
	for (size_t i = 0; i < ranking->count; i++) {
		if (strcmp(ranking->rows[i].reason, reason) != 0)
			continue;
		if (ranking->rows[i].exits < exits)
			ranking->rows[i].exits = exits;
		return;
	}
	if (ranking->count < RANKING_MAX)
		ranking->rows[ranking->count++] = (struct ranked){ reason, exits };
}

static void add_set(struct ranking *ranking, const struct set *set, bool of_kinds, enum stage stage)
{
	for (size_t i = 0; i < set->facts.count; i++) {
		const struct fact *fact = &set->facts.rows[i];

		if (!fact_is_some(fact, side_key(of_kinds, NULL, stage)) || fact->stats.median == 0)
			continue;
		merge(ranking, fact->name, fact->stats.median);
	}
}

static struct ranking sorted(struct ranking ranking)
{
	for (size_t i = 0; i < ranking.count; i++)
		ranking.total += ranking.rows[i].exits;
	qsort(ranking.rows, ranking.count, sizeof(ranking.rows[0]), by_exits);
	return ranking;
}

struct ranking ranking_of(const struct set *set, enum stage stage)
{
	struct ranking ranking = { 0 };

	add_set(&ranking, set, false, stage);
	return sorted(ranking);
}

static struct ranking of_all(const struct comparison *comparison, bool of_kinds, enum stage stage)
{
	struct ranking ranking = { 0 };

	for (size_t i = 0; i < comparison->count; i++)
		add_set(&ranking, &comparison->sets[i], of_kinds, stage);
	return sorted(ranking);
}

struct ranking ranking_of_all(const struct comparison *comparison, enum stage stage)
{
	return of_all(comparison, false, stage);
}

struct ranking ranking_side(const struct comparison *comparison, enum stage stage)
{
	return of_all(comparison, comparison_has_kinds(comparison), stage);
}
