// SPDX-License-Identifier: GPL-2.0-only
/*
 * Firmware is apart from the system: the causes of each have shares of their own.
 */
#include <string.h>

#include "cause_words.h"
#include "causes.h"
#include "words_causes.h"

#define NAMED 3

static uint64_t exits_of(const struct set *set, enum stage stage)
{
	return facts_value(&set->facts, of_stage(stage, COUNTER_EXITS));
}

/* ", and 46 ms in KVM" if the record has the cycles and their frequency */
static const char *time_of(char to[2 * NUMBER_SIZE], const struct set *set,
			   const struct fact *exits)
{
	const struct fact *kernel = cause_fact(set, exits, CAUSE_KERNEL);
	const uint64_t khz = set_host_khz(set);
	char number[NUMBER_SIZE];

	to[0] = '\0';
	if (!kernel || khz == 0)
		return to;
	snprintf(to, 2 * NUMBER_SIZE, ", and %s ms in KVM",
		 format_time(number, (double)kernel->stats.median, (double)khz));
	return to;
}

static void say_cause(struct answer *answer, const struct set *set, enum stage stage,
		      const struct fact *exits)
{
	char number[2 * NUMBER_SIZE], share[NUMBER_SIZE], time[2 * NUMBER_SIZE];
	char phase[FACT_NAME_SIZE], words[CAUSE_TEXT_SIZE];

	words_say(answer, "%s: %s exits of %s%s are %s: %s of the exits of %s%s%s.", set->label,
		  cause_exits(number, exits, cause_fact(set, exits, CAUSE_ERROR)),
		  stage == STAGE_BEFORE ? "" : "the phase ", cause_fact_phase(set, exits, phase),
		  cause_words(words, set, exits->cause),
		  format_share(share, exits->stats.median, exits_of(set, stage)),
		  stage == STAGE_BEFORE ? "" : "the ", stage_title(set, stage),
		  time_of(time, set, exits));
}

static void say_largest(struct answer *answer, const struct set *set, enum stage stage)
{
	static struct cause_ranking ranking;

	causes_rank(set, stage, &ranking);
	for (size_t i = 0; i < ranking.count && i < NAMED; i++)
		say_cause(answer, set, stage, ranking.rows[i]);
}

/* kind=other: the sum over the reasons */
static void say_unlisted(struct answer *answer, const struct set *set)
{
	char number[NUMBER_SIZE], share[NUMBER_SIZE];
	uint64_t sum = 0;

	for (size_t i = 0; i < set->facts.count; i++) {
		const struct fact *fact = &set->facts.rows[i];

		if (fact_is_some(fact, of_cause(NULL, CAUSE_EXITS)) &&
		    cause_fact_stage(fact) == STAGE_TOTAL)
			sum += fact->stats.median;
	}
	if (sum > 0)
		words_say(answer, "%s: %s exits, %s of all, have no listed cause.", set->label,
			  format_number(number, sum),
			  format_share(share, sum, exits_of(set, STAGE_TOTAL)));
}

void words_causes(const struct comparison *comparison, struct words *words)
{
	struct answer *answer = words_ask(words, "What caused the exits?");

	for (size_t i = 0; i < comparison->count; i++) {
		const struct set *set = &comparison->sets[i];

		if (!set_has_causes(set))
			continue;
		say_largest(answer, set, STAGE_OS);
		say_largest(answer, set, STAGE_BEFORE);
		say_unlisted(answer, set);
	}
}
