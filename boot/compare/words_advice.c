// SPDX-License-Identifier: GPL-2.0-only
/*
 * What would remove exits, and whether a later label shows that it did.
 */
#include <string.h>

#include "cause_words.h"
#include "causes.h"
#include "exit_probe_abi.h"
#include "promises.h"
#include "words_advice.h"

#define ADVICES 3 /* of each stage */

static uint64_t exits_of(const struct set *set, enum stage stage)
{
	return facts_value(&set->facts, of_stage(stage, COUNTER_EXITS));
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
			 advice->knob[0] ? " The lab tries it with " : "", advice->knob,
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

void words_advice(const struct comparison *comparison, struct words *words)
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

void words_promises(const struct comparison *comparison, struct words *words)
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
