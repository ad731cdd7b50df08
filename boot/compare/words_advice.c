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

/* A cause over all phases of the system */
struct cause_sum {
	const struct record_cause *cause; /* NULL: none */
	uint64_t exits, error;
};

/* Advice is not about where the guest is. */
static bool is_staying(const struct fact *exits)
{
	return exits->cause->kind != EXIT_PROBE_CAUSE_RIP &&
	       advice_removes(exits->cause, exits->stats.median) == 0;
}

static struct cause_sum sum_of(const struct set *set, const struct cause_ranking *ranking,
			       const struct fact *of)
{
	struct cause_sum sum = { .cause = of->cause };

	for (size_t i = 0; i < ranking->count; i++) {
		const struct fact *exits = ranking->rows[i];

		/* What follows the phase in their names */
		if (strcmp(strchr(exits->name, '/'), strchr(of->name, '/')) != 0)
			continue;
		sum.exits += exits->stats.median;
		sum.error += cause_fact(set, exits, CAUSE_ERROR)->stats.median;
	}
	return sum;
}

/* The largest cause that no advice removes */
static struct cause_sum largest_that_stays(const struct set *set)
{
	static struct cause_ranking ranking;
	struct cause_sum largest = { 0 };

	causes_rank(set, STAGE_OS, &ranking);
	for (size_t i = 0; i < ranking.count; i++) {
		struct cause_sum sum;

		if (!is_staying(ranking.rows[i]))
			continue;
		sum = sum_of(set, &ranking, ranking.rows[i]);
		if (sum.exits > largest.exits)
			largest = sum;
	}
	return largest;
}

static void say_what_stays(struct answer *answer, const struct set *set)
{
	const struct cause_sum sum = largest_that_stays(set);
	char number[2 * NUMBER_SIZE], share[NUMBER_SIZE], words[CAUSE_TEXT_SIZE];
	char text[SENTENCE_SIZE];

	if (!sum.cause)
		return;
	words_say(answer,
		  "%s: nothing known removes the largest other cause: %s exits, %s, are %s.%s",
		  set->label, format_up_to(number, sum.exits, sum.error),
		  format_share(share, sum.exits, exits_of(set, STAGE_OS)),
		  cause_words(words, set, sum.cause), text_of(answer, advice_of(sum.cause), text));
}

void words_advice(const struct comparison *comparison, struct words *words)
{
	struct answer *answer = words_ask(words, ADVICE_QUESTION);

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
	char promised[2 * NUMBER_SIZE], gone[NUMBER_SIZE], share[NUMBER_SIZE];

	words_say(answer, "From %s to %s, %s: promised %s exits, gone %s, %s.",
		  promise->from->label, promise->to->label, promise->advice->title,
		  format_up_to(promised, promise->promised, promise->error),
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
