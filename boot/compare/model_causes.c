// SPDX-License-Identifier: GPL-2.0-only
/*
 * The causes of one run, by phase, by function and by advice.
 */
#include <stdio.h>
#include <string.h>

#include "advice.h"
#include "causes.h"
#include "exit_probe_abi.h"
#include "model_causes.h"

struct cause_count {
	uint64_t of[CAUSE_QUANTITIES];
};

/* Whether a record has that quantity of causes */
static bool is_known(const struct record *record, enum cause_quantity quantity)
{
	if (quantity == CAUSE_KERNEL)
		return record_is_timed(record);
	if (quantity == CAUSE_BLOCKED)
		return record->host.patched && record_is_timed(record);
	return true;
}

static void add_advice(struct set *set, size_t run, const struct record_cause *cause,
		       enum stage stage, const struct cause_count *count)
{
	const struct advice *advice = advice_of(cause);

	if (!advice || (stage != STAGE_BEFORE && stage != STAGE_OS))
		return;
	facts_add(&set->facts, run, of_advice(advice->id, stage), count->of[CAUSE_EXITS]);
	facts_add(&set->facts, run, of_advice_error(advice->id, stage), count->of[CAUSE_ERROR]);
	facts_add(&set->facts, run, of_advice_removes(advice->id, stage),
		  advice_removes(cause, count->of[CAUSE_EXITS]));
}

static void put(struct set *set, size_t run, const char *phase, const struct record_cause *cause,
		const struct cause_count *count)
{
	const struct record *record = set->runs[run].record;
	char name[FACT_NAME_SIZE];

	cause_fact_name(name, phase, cause);
	for (unsigned int i = 0; i < CAUSE_QUANTITIES; i++)
		if (is_known(record, (enum cause_quantity)i))
			facts_put_cause(&set->facts, run, of_cause(name, (enum cause_quantity)i),
					count->of[i], cause);
	add_advice(set, run, cause, cause_stage(cause, phase), count);
}

/* Of exits before the first checkpoint, as many as base has are firmware and boot loader. */
static void put_split(struct set *set, size_t run, const struct facts *base,
		      const struct record_cause *cause, const struct cause_count *count)
{
	struct cause_count firmware, rest;
	char name[FACT_NAME_SIZE];

	cause_fact_name(name, PHASE_BEFORE, cause);
	for (unsigned int i = 0; i < CAUSE_QUANTITIES; i++) {
		uint64_t of_base = facts_value(base, of_cause(name, (enum cause_quantity)i));

		firmware.of[i] = of_base < count->of[i] ? of_base : count->of[i];
		rest.of[i] = count->of[i] - firmware.of[i];
	}
	put(set, run, PHASE_BEFORE, cause, &firmware);
	phase_until_first(set->runs[run].record, name);
	put(set, run, name, cause, &rest);
}

static void add_function(struct set *set, size_t run, const struct record_cause *cause,
			 const struct cause_count *count)
{
	const struct symbol *symbol = symbols_find(&set->symbols, cause->detail);

	for (unsigned int i = 0; i < CAUSE_QUANTITIES; i++)
		if (is_known(set->runs[run].record, (enum cause_quantity)i))
			facts_add(&set->facts, run,
				  of_function(symbol ? symbol->name : FUNCTION_UNKNOWN,
					      (enum cause_quantity)i),
				  count->of[i]);
}

void model_causes(struct set *set, size_t index, const struct facts *base)
{
	const struct record *record = set->runs[index].record;
	const bool is_split = record && base && !record_begins_at_handover(record);

	for (uint64_t i = 0; record && i < record->begin.causes; i++) {
		const struct record_cause *cause = &record->causes[i];
		const struct cause_count count = { { cause->exits, cause->error, cause->kernel,
						     cause->blocked } };

		if (is_split && cause->phase == 0 && cause->kind != EXIT_PROBE_CAUSE_OTHER)
			put_split(set, index, base, cause, &count);
		else
			put(set, index, cause_phase(record, cause), cause, &count);
		if (set->symbols.count > 0)
			add_function(set, index, cause, &count);
	}
}

static bool is_shown(char shown[][FACT_NAME_SIZE], size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(shown[i], name) == 0)
			return true;
	return false;
}

/* The rest has no error: it has what the other causes lack. */
static void add_rest(struct set *set, enum fact_section section, const struct fact *fact)
{
	for (unsigned int i = 0; i < CAUSE_QUANTITIES; i++) {
		const enum cause_quantity quantity = (enum cause_quantity)i;
		struct fact_key key = of_cause(NULL, quantity);

		key.section = section;
		if (quantity == CAUSE_ERROR || !fact_is_some(fact, key))
			continue;
		for (size_t run = 0; run < set->run_count; run++)
			if (fact->has & 1u << run)
				facts_add(&set->facts, run, of_rest(section, quantity),
					  fact->values[run]);
	}
}

/* Of a section of which a table shows those of the ranking */
static void put_rest(struct set *set, enum fact_section section,
		     const struct cause_ranking *ranking)
{
	static char shown[2 * CAUSES_SHOWN][FACT_NAME_SIZE];
	const size_t facts = set->facts.count;

	/* Facts move when others are added. */
	for (size_t i = 0; i < ranking->count; i++)
		strcpy(shown[i], ranking->rows[i]->name);
	for (size_t i = 0; i < facts; i++) {
		const struct fact fact = set->facts.rows[i];

		if (fact.section == section && !is_shown(shown, ranking->count, fact.name))
			add_rest(set, section, &fact);
	}
}

void model_causes_rest(struct set *set)
{
	static struct cause_ranking ranking;

	causes_shown(set, &ranking);
	put_rest(set, FACT_CAUSE, &ranking);
	functions_shown(set, &ranking);
	put_rest(set, FACT_FUNCTION, &ranking);
}
