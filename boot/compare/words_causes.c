// SPDX-License-Identifier: GPL-2.0-only
/*
 * Firmware is apart from the system: the causes of each have shares of their own.
 */
#include <string.h>

#include "causes.h"
#include "exit_probe_abi.h"
#include "format.h"
#include "promises.h"
#include "words_causes.h"

#define NAMED   3
#define ADVICES 3

static uint64_t exits_of(const struct set *set, enum stage stage)
{
	return facts_value(&set->facts, of_stage(stage, COUNTER_EXITS));
}

/* ", and 46 ms in KVM" if the record has the cycles and their frequency */
static const char *time_of(char to[2 * NUMBER_SIZE], const struct set *set,
			   const struct fact *exits)
{
	const struct record_host *host = &set_record(set)->host;
	const struct fact *kernel = cause_fact(set, exits, CAUSE_KERNEL);
	const uint64_t khz = host->tsc_host_khz ? host->tsc_host_khz : host->tsc_khz;
	char number[NUMBER_SIZE];
	uint64_t us;

	to[0] = '\0';
	if (!kernel || khz == 0)
		return to;
	us = (uint64_t)((double)kernel->stats.median * 1000 / (double)khz);
	snprintf(to, 2 * NUMBER_SIZE, ", and %s %s in KVM",
		 format_number(number, us < 10000 ? us : us / 1000), us < 10000 ? "us" : "ms");
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

static void words_largest(const struct comparison *comparison, struct words *words)
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

/* The text of an advice, where it comes first */
static const char *text_of(const struct answer *answer, const struct advice *advice,
			   char to[SENTENCE_SIZE])
{
	to[0] = '\0';
	for (size_t i = 0; advice && i < answer->count; i++)
		if (strstr(answer->sentences[i], advice->text))
			return to;
	if (advice)
		snprintf(to, SENTENCE_SIZE, " %s%s%s%s", advice->text,
			 advice->knob[0] ? " The lab measures it with KNOB=" : "", advice->knob,
			 advice->knob[0] ? "." : "");
	return to;
}

static void say_advice(struct answer *answer, const struct set *set, enum stage stage,
		       const struct fact *removes)
{
	const struct advice *advice = advice_by_id(removes->name);
	char number[2 * NUMBER_SIZE], share[NUMBER_SIZE], text[SENTENCE_SIZE];

	words_say(answer, "%s, %s: %s exits, %s, would go: %s.%s", set->label,
		  stage_title(set, stage),
		  cause_exits(number, removes,
			      facts_find(&set->facts, of_advice_error(advice->id, stage))),
		  format_share(share, removes->stats.median, exits_of(set, stage)), advice->title,
		  text_of(answer, advice, text));
}

/* Of one stage; most exits first */
static void say_advices(struct answer *answer, const struct set *set, enum stage stage)
{
	static struct cause_ranking ranking;

	advices_rank(set, stage, &ranking);
	for (size_t i = 0; i < ranking.count && i < ADVICES; i++)
		say_advice(answer, set, stage, ranking.rows[i]);
}

/* The largest cause that no advice removes. Advice is not about where the guest is. */
static const struct fact *largest_that_stays(const struct set *set)
{
	static struct cause_ranking ranking;

	causes_rank(set, STAGE_OS, &ranking);
	for (size_t i = 0; i < ranking.count; i++) {
		const struct fact *exits = ranking.rows[i];

		if (exits->cause->kind != EXIT_PROBE_CAUSE_RIP &&
		    advice_removes(exits->cause, exits->stats.median) == 0)
			return exits;
	}
	return NULL;
}

static void say_what_stays(struct answer *answer, const struct set *set)
{
	const struct fact *exits = largest_that_stays(set);
	char number[2 * NUMBER_SIZE], share[NUMBER_SIZE], words[CAUSE_TEXT_SIZE];
	char phase[FACT_NAME_SIZE], text[SENTENCE_SIZE];

	if (!exits)
		return;
	words_say(answer,
		  "%s: nothing known removes the largest other cause: %s exits of the phase %s, "
		  "%s, are %s.%s",
		  set->label, cause_exits(number, exits, cause_fact(set, exits, CAUSE_ERROR)),
		  cause_fact_phase(set, exits, phase),
		  format_share(share, exits->stats.median, exits_of(set, STAGE_OS)),
		  cause_words(words, set, exits->cause),
		  text_of(answer, advice_of(exits->cause), text));
}

static void words_advice(const struct comparison *comparison, struct words *words)
{
	struct answer *answer = words_ask(words, "What would remove most exits?");

	for (size_t i = 0; i < comparison->count; i++) {
		const struct set *set = &comparison->sets[i];

		if (!set_has_causes(set))
			continue;
		say_advices(answer, set, STAGE_OS);
		say_advices(answer, set, STAGE_BEFORE);
		say_what_stays(answer, set);
	}
}

static void say_promise(struct answer *answer, const struct promise *promise)
{
	char promised[NUMBER_SIZE], up_to[NUMBER_SIZE], gone[NUMBER_SIZE], share[NUMBER_SIZE];

	words_say(answer, "From %s to %s, %s: promised %s%s%s exits, gone %s, %s.",
		  promise->from->label, promise->to->label, promise->advice->title,
		  format_number(promised, promise->promised), promise->error ? " to " : "",
		  promise->error ? format_number(up_to, promise->promised + promise->error) : "",
		  format_number(gone, promise->gone),
		  format_share(share, promise->gone, promise->promised));
}

/* Other causes may have changed, too. */
static void say_all_gone(struct answer *answer, const struct promise *promise)
{
	const int64_t change = (int64_t)(exits_of(promise->to, STAGE_TOTAL) -
					 exits_of(promise->from, STAGE_TOTAL));
	char text[NUMBER_SIZE];

	words_say(answer, "From %s to %s, all exits together: %s.", promise->from->label,
		  promise->to->label, format_change(text, change));
}

static void words_promises(const struct comparison *comparison, struct words *words)
{
	struct answer *answer = words_ask(words, "What was promised, and what is gone?");
	struct promises promises;

	promises_of(comparison, &promises);
	for (size_t i = 0; i < promises.count; i++) {
		const struct promise *promise = &promises.rows[i];

		say_promise(answer, promise);
		if (i + 1 == promises.count || promise[1].to != promise->to)
			say_all_gone(answer, promise);
	}
}

void words_causes(const struct comparison *comparison, struct words *words)
{
	words_largest(comparison, words);
	words_advice(comparison, words);
	words_promises(comparison, words);
}
