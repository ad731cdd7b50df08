// SPDX-License-Identifier: GPL-2.0-only
/*
 * The guest's exits by kind are the same on all labels: one sentence has them.
 */
#include <string.h>

#include "format.h"
#include "kinds.h"
#include "origins.h"
#include "words_origins.h"

#define KINDS_NAMED 6

static const struct set *first_of(const struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->count; i++)
		if (origins_has(comparison, &comparison->sets[i]))
			return &comparison->sets[i];
	return NULL;
}

static uint64_t value(const struct set *set, enum origin origin)
{
	return facts_value(&set->facts, of_origin(origin_name(origin)));
}

struct sum {
	char kind[FACT_NAME_SIZE];
	uint64_t exits;
};

static void add(struct sum *sums, size_t *count, const struct fact *alike)
{
	const int length = (int)strcspn(alike->name, "/");
	char kind[FACT_NAME_SIZE];
	size_t at = 0;

	snprintf(kind, sizeof(kind), "%.*s", length, alike->name);
	while (at < *count && strcmp(sums[at].kind, kind) != 0)
		at++;
	if (at == RECORD_REASONS_MAX)
		return;
	if (at == *count) {
		strcpy(sums[at].kind, kind);
		sums[(*count)++].exits = 0;
	}
	sums[at].exits += alike->stats.median;
}

/* ": port 1,037, cpuid 297"; the largest first */
static void put_kinds(char to[SENTENCE_SIZE / 2], const struct comparison *comparison,
		      const struct set *set)
{
	static struct sum sums[RECORD_REASONS_MAX];
	char number[NUMBER_SIZE];
	size_t count = 0;

	for (size_t i = 0; i < set->facts.count; i++) {
		const struct fact *fact = &set->facts.rows[i];

		if (fact_is_some(fact, of_alike(NULL, ALIKE_EXITS)) && fact->stats.median > 0 &&
		    origin_of(comparison, fact) == ORIGIN_SAME)
			add(sums, &count, fact);
	}
	to[0] = '\0';
	for (size_t named = 0; named < KINDS_NAMED && named < count; named++) {
		const size_t used = strlen(to);
		struct sum *most = sums;

		for (size_t i = 1; i < count; i++)
			if (sums[i].exits > most->exits)
				most = &sums[i];
		snprintf(to + used, SENTENCE_SIZE / 2 - used, "%s%s %s", named ? ", " : ": ",
			 most->kind, format_number(number, most->exits));
		most->exits = 0;
	}
}

static void say_machine(struct answer *answer, const struct set *set)
{
	const uint64_t total = facts_value(&set->facts, of_stage(STAGE_TOTAL, COUNTER_EXITS));
	char all[NUMBER_SIZE], same[NUMBER_SIZE], share[NUMBER_SIZE], count[NUMBER_SIZE],
		some[NUMBER_SIZE], host[NUMBER_SIZE], unlisted[NUMBER_SIZE];

	words_say(answer,
		  "%s: of %s exits, %s, %s, are the guest's; %s are of causes that all have, but "
		  "not as often, %s of causes that not all list, %s are interrupts of the host, "
		  "and %s have no listed cause.",
		  set->label, format_number(all, total),
		  format_number(same, value(set, ORIGIN_SAME)),
		  format_share(share, value(set, ORIGIN_SAME), total),
		  format_number(count, value(set, ORIGIN_COUNT)),
		  format_number(some, value(set, ORIGIN_SOME)),
		  format_number(host, value(set, ORIGIN_HOST)),
		  format_number(unlisted, value(set, ORIGIN_UNLISTED)));
}

void words_origins(const struct comparison *comparison, struct words *words)
{
	struct answer *answer =
		words_ask(words, "Which exits are the guest's, and which the machine's?");
	const struct set *first = first_of(comparison);
	char kinds[SENTENCE_SIZE / 2], number[NUMBER_SIZE];

	if (!first)
		return;
	put_kinds(kinds, comparison, first);
	words_say(answer,
		  "The same cause as often on all of these labels is the guest's doing, its "
		  "firmware included: %s exits%s. All else is due to the host, the VMM or another "
		  "firmware, or depends on time.",
		  format_number(number, value(first, ORIGIN_SAME)), kinds);
	for (size_t i = 0; i < comparison->count; i++)
		if (origins_has(comparison, &comparison->sets[i]))
			say_machine(answer, &comparison->sets[i]);
}
