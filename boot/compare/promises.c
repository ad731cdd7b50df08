// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finds the advices that were followed.
 */
#include <stdlib.h>
#include <string.h>

#include "causes.h"
#include "promises.h"

#define PART_OF_ALL 1000

typedef struct fact_key advice_key(const char *id, enum stage stage);

/* Without measurement: the median over the runs */
static uint64_t sum_of(const struct set *set, const struct advice *advice, advice_key *key_of)
{
	return facts_value(&set->facts, key_of(advice->id, STAGE_BEFORE)) +
	       facts_value(&set->facts, key_of(advice->id, STAGE_OS));
}

static int by_promised(const void *a, const void *b)
{
	const struct promise *x = a, *y = b;

	if (x->promised != y->promised)
		return x->promised < y->promised ? 1 : -1;
	return strcmp(x->advice->id, y->advice->id);
}

static bool is_followed(const struct promise *promise)
{
	const struct facts *facts = &promise->from->facts;
	const uint64_t all = facts_value(facts, of_stage(STAGE_TOTAL, COUNTER_EXITS));

	return promise->promised > 0 && promise->promised >= all / PART_OF_ALL &&
	       promise->gone >= promise->promised - promise->promised / 2;
}

static void add_pair(struct promises *promises, const struct set *from, const struct set *to)
{
	const size_t first = promises->count;

	for (size_t i = 0; i < advice_count() && promises->count < PROMISES_MAX; i++) {
		struct promise promise = { .from = from, .to = to, .advice = advice_at(i) };
		const uint64_t exits = sum_of(from, promise.advice, of_advice);
		const uint64_t left = sum_of(to, promise.advice, of_advice);

		promise.promised = sum_of(from, promise.advice, of_advice_removes);
		promise.error = sum_of(from, promise.advice, of_advice_error);
		promise.gone = exits > left ? exits - left : 0;
		if (is_followed(&promise))
			promises->rows[promises->count++] = promise;
	}
	qsort(&promises->rows[first], promises->count - first, sizeof(promises->rows[0]),
	      by_promised);
}

void promises_of(const struct comparison *comparison, struct promises *promises)
{
	promises->count = 0;
	for (size_t i = 1; i < comparison->count; i++)
		for (size_t j = 0; j < i; j++) {
			const struct set *from = &comparison->sets[j], *to = &comparison->sets[i];

			if (!set_has_causes(from) || !set_has_causes(to) ||
			    !sets_have_same_phases(from, to))
				continue;
			add_pair(promises, from, to);
			break;
		}
}
