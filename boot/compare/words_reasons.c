// SPDX-License-Identifier: GPL-2.0-only
/*
 * Frequent and rare reasons, and those that the minimal OS did not need.
 */
#include <string.h>

#include "format.h"
#include "ranking.h"
#include "waterfall.h"
#include "words_reasons.h"

#define NAMED 3

struct list {
	char text[SENTENCE_SIZE / 2];
	size_t length, entries;
};

static void add(struct list *list, const char *name, const char *detail)
{
	int added;

	if (list->length >= sizeof(list->text))
		return;
	added = snprintf(list->text + list->length, sizeof(list->text) - list->length, "%s%s (%s)",
			 list->entries ? ", " : "", name, detail);
	list->length += (size_t)added;
	list->entries++;
}

static void say_frequent(struct answer *answer, const struct set *set, enum stage stage)
{
	struct ranking ranking = ranking_of(set, stage);
	struct list most = { 0 }, least = { 0 };
	char number[NUMBER_SIZE], share[NUMBER_SIZE], detail[2 * NUMBER_SIZE + 2];

	if (ranking.count == 0)
		return;
	for (size_t i = 0; i < ranking.count && i < NAMED; i++) {
		snprintf(detail, sizeof(detail), "%s, %s",
			 format_number(number, ranking.rows[i].exits),
			 format_share(share, ranking.rows[i].exits, ranking.total));
		add(&most, ranking.rows[i].reason, detail);
	}
	for (size_t i = ranking.count; i-- > NAMED && i + NAMED >= ranking.count;)
		add(&least, ranking.rows[i].reason, format_number(number, ranking.rows[i].exits));
	words_say(answer, "%s, %s, %zu reasons: most frequent %s%s%s.", set->label,
		  stage_title(set, stage), ranking.count, most.text,
		  least.entries ? "; least frequent " : "", least.text);
}

static void say_not_needed(struct answer *answer, const struct waterfall *waterfall)
{
	struct list absent = { 0 };
	char number[NUMBER_SIZE], share[NUMBER_SIZE];
	uint64_t sum = 0;

	for (size_t i = 0; i < waterfall->count; i++) {
		const struct step *step = &waterfall->steps[i];

		if (step->from > 0)
			continue;
		sum += step->to;
		add(&absent, step->reason, format_number(number, step->to));
	}
	if (absent.entries == 0) {
		words_say(answer, "Every reason that occurs in %s occurs in %s too.",
			  waterfall->to->label, waterfall->from->label);
		return;
	}
	words_say(answer, "%zu reason%s in %s and never in %s: %s. That is %s of its exits, %s.",
		  absent.entries, absent.entries == 1 ? " occurs" : "s occur", waterfall->to->label,
		  waterfall->from->label, absent.text, format_share(share, sum, waterfall->end),
		  waterfall_scope_title(waterfall->scope));
}

static void say_growth(struct answer *answer, const struct waterfall *waterfall)
{
	struct list list = { 0 };
	char from[NUMBER_SIZE], to[NUMBER_SIZE], detail[2 * NUMBER_SIZE + 8];

	for (size_t i = 0; i < waterfall->count && list.entries < NAMED; i++) {
		const struct step *step = &waterfall->steps[i];

		if (step->from == 0 || step->to < step->from)
			continue;
		snprintf(detail, sizeof(detail), "%s against %s", format_number(to, step->to),
			 format_number(from, step->from));
		add(&list, step->reason, detail);
	}
	if (list.entries > 0)
		words_say(answer, "The largest increases in %s of reasons that both have: %s.",
			  waterfall->to->label, list.text);
}

/* Neither set is the minimal OS: increases and decreases count. */
static void say_changes(struct answer *answer, const struct waterfall *waterfall)
{
	struct list list = { 0 };
	char change[NUMBER_SIZE];

	for (size_t i = 0; i < waterfall->count && i < NAMED; i++)
		add(&list, waterfall->steps[i].reason,
		    format_change(change, step_change(&waterfall->steps[i])));
	if (list.entries > 0)
		words_say(answer, "The largest changes from %s to %s: %s.", waterfall->from->label,
			  waterfall->to->label, list.text);
	else
		words_say(answer, "%s and %s have the same number of exits of every reason.",
			  waterfall->from->label, waterfall->to->label);
}

void words_reasons(const struct comparison *comparison, struct words *words)
{
	struct answer *answer = words_ask(words, "Which reasons are frequent, and which are rare?");
	struct waterfall waterfall;

	for (size_t i = 0; i < comparison->count; i++) {
		const struct set *set = &comparison->sets[i];

		if (set_record(set)) {
			say_frequent(answer, set, STAGE_BEFORE);
			say_frequent(answer, set, STAGE_OS);
		} else {
			say_frequent(answer, set, STAGE_TOTAL);
		}
	}
	if (!waterfall_of(comparison, &waterfall))
		return;
	if (set_is_minimal(waterfall.from) && !set_is_minimal(waterfall.to)) {
		answer = words_ask(words, "What did the minimal OS not need?");
		say_not_needed(answer, &waterfall);
		say_growth(answer, &waterfall);
	} else {
		answer = words_ask(words, "Which reasons differ most?");
		say_changes(answer, &waterfall);
	}
}
