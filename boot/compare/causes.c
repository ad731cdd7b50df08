// SPDX-License-Identifier: GPL-2.0-only
/*
 * The names and stages of causes, and their order.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "causes.h"
#include "exit_probe_abi.h"
#include "format.h"
#include "lib/text.h"
#include "record/schema.h"

/* The leaves that the reader's own reads ask for */
static bool is_own_read(const struct record_cause *cause)
{
	return cause->kind == EXIT_PROBE_CAUSE_CPUID &&
	       cause->detail >= EXIT_PROBE_LEAF_SIGNATURE &&
	       cause->detail <= EXIT_PROBE_LEAF_COURSE_LAST;
}

static const char *word_of(const char *key, uint32_t value)
{
	const struct record_kind *kind = record_kind_of("cause");
	const struct record_field *field = kind->fields;

	while (!text_equal(field->key, key))
		field++;
	return record_words(field)[value];
}

void cause_fact_name(char to[FACT_NAME_SIZE], const char *phase, const struct record_cause *cause)
{
	snprintf(to, FACT_NAME_SIZE, "%s/%s/%s/0x%llx/%s/%llu", phase, cause->reason,
		 word_of("kind", cause->kind), (unsigned long long)cause->detail,
		 word_of("access", cause->access), (unsigned long long)cause->width);
}

const char *cause_phase(const struct record *record, const struct record_cause *cause)
{
	if (cause->kind == EXIT_PROBE_CAUSE_OTHER)
		return PHASE_ALL;
	return cause->phase ? record->phases[cause->phase - 1].name : PHASE_BEFORE;
}

enum stage cause_stage(const struct record_cause *cause, const char *phase)
{
	if (cause->kind == EXIT_PROBE_CAUSE_OTHER)
		return STAGE_TOTAL;
	if (is_own_read(cause) || phase_is_measuring(phase))
		return STAGE_MEASURING;
	return strcmp(phase, PHASE_BEFORE) == 0 && cause->phase == 0 ? STAGE_BEFORE : STAGE_OS;
}

static void phase_of_fact(const struct fact *fact, char to[FACT_NAME_SIZE])
{
	snprintf(to, FACT_NAME_SIZE, "%.*s", (int)strcspn(fact->name, "/"), fact->name);
}

enum stage cause_fact_stage(const struct fact *fact)
{
	char phase[FACT_NAME_SIZE];

	phase_of_fact(fact, phase);
	return cause_stage(fact->cause, phase);
}

const char *cause_fact_phase(const struct set *set, const struct fact *fact,
			     char to[FACT_NAME_SIZE])
{
	phase_of_fact(fact, to);
	if (fact->cause->kind == EXIT_PROBE_CAUSE_OTHER)
		return "all phases";
	if (fact->cause->phase == 0 && strcmp(to, PHASE_BEFORE) == 0)
		return stage_title(set, STAGE_BEFORE);
	return phase_title(to);
}

const struct fact *cause_fact(const struct set *set, const struct fact *exits,
			      enum cause_quantity quantity)
{
	return facts_find(&set->facts, of_cause(exits->name, quantity));
}

bool set_has_causes(const struct set *set)
{
	for (size_t i = 0; i < set->facts.count; i++)
		if (set->facts.rows[i].section == FACT_CAUSE)
			return true;
	return false;
}

static int by_exits(const void *a, const void *b)
{
	const struct fact *x = *(const struct fact *const *)a, *y = *(const struct fact *const *)b;

	if (x->stats.median != y->stats.median)
		return x->stats.median < y->stats.median ? 1 : -1;
	return strcmp(x->name, y->name);
}

void causes_rank(const struct set *set, enum stage stage, struct cause_ranking *ranking)
{
	ranking->count = 0;
	for (size_t i = 0; i < set->facts.count; i++) {
		const struct fact *fact = &set->facts.rows[i];

		if (!fact_is_some(fact, of_cause(NULL, CAUSE_EXITS)) || fact->stats.median == 0 ||
		    fact->cause->kind == EXIT_PROBE_CAUSE_OTHER)
			continue;
		if (stage == STAGE_TOTAL || cause_fact_stage(fact) == stage)
			ranking->rows[ranking->count++] = fact;
	}
	qsort(ranking->rows, ranking->count, sizeof(ranking->rows[0]), by_exits);
}

/* Adds the first rows that are in the first stage or not. */
static void take(struct cause_ranking *to, const struct cause_ranking *from, bool is_before,
		 size_t most)
{
	for (size_t i = 0; i < from->count && most > 0; i++)
		if ((cause_fact_stage(from->rows[i]) == STAGE_BEFORE) == is_before) {
			to->rows[to->count++] = from->rows[i];
			most--;
		}
}

void causes_shown(const struct set *set, struct cause_ranking *ranking)
{
	static struct cause_ranking all;

	causes_rank(set, STAGE_TOTAL, &all);
	ranking->count = 0;
	take(ranking, &all, false, CAUSES_SHOWN);
	take(ranking, &all, true, set->has_separate_kernel ? CAUSES_SHOWN_FIRMWARE : CAUSES_SHOWN);
}

void functions_shown(const struct set *set, struct cause_ranking *ranking)
{
	ranking->count = 0;
	for (size_t i = 0; i < set->facts.count && ranking->count < CAUSES_ALL_MAX; i++) {
		const struct fact *fact = &set->facts.rows[i];

		if (fact_is_some(fact, of_function(NULL, CAUSE_EXITS)) && fact->stats.median > 0 &&
		    strcmp(fact->name, FUNCTION_UNKNOWN) != 0)
			ranking->rows[ranking->count++] = fact;
	}
	qsort(ranking->rows, ranking->count, sizeof(ranking->rows[0]), by_exits);
	if (ranking->count > CAUSES_SHOWN)
		ranking->count = CAUSES_SHOWN;
}

void advices_rank(const struct set *set, enum stage stage, struct cause_ranking *ranking)
{
	ranking->count = 0;
	for (size_t i = 0; i < set->facts.count && ranking->count < CAUSES_ALL_MAX; i++) {
		const struct fact *fact = &set->facts.rows[i];

		if (fact_is_some(fact, of_advice_removes(NULL, stage)) && fact->stats.median > 0)
			ranking->rows[ranking->count++] = fact;
	}
	qsort(ranking->rows, ranking->count, sizeof(ranking->rows[0]), by_exits);
}
