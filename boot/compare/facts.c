// SPDX-License-Identifier: GPL-2.0-only
/*
 * The runs of a label may have tens of thousands of different causes: a hash table finds
 * the rows.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "facts.h"

/* Quantities of reasons, causes, functions, the rest and advice, and a free one behind */
#define GROUPS_MAX (2 * STAGES + 3 * CAUSE_QUANTITIES + 6 + 1)

/* Names in JSON and CSV */
static const char *const sections[FACT_SECTIONS] = {
	[FACT_STAGE] = "stage",   [FACT_PHASE] = "phase",
	[FACT_REASON] = "reason", [FACT_PHASE_REASON] = "phase_reason",
	[FACT_RATE] = "rate",     [FACT_CAUSE] = "cause",
	[FACT_REST] = "rest",     [FACT_FUNCTION] = "function",
	[FACT_ADVICE] = "advice",
};

static const char *const stages[STAGES] = {
	[STAGE_BEFORE] = "before",
	[STAGE_OS] = "os",
	[STAGE_MEASURING] = "measuring",
	[STAGE_TOTAL] = "total",
};

static const char *const kernel_of_stages[STAGES] = {
	[STAGE_BEFORE] = "before_kernel",
	[STAGE_OS] = "os_kernel",
	[STAGE_MEASURING] = "measuring_kernel",
	[STAGE_TOTAL] = "total_kernel",
};

static const char *const rate_sources[RATE_SOURCES] = {
	[RATE_OF_CHECKPOINTS] = "checkpoints",
	[RATE_OF_SAMPLES] = "samples",
};

static const char *const rate_quantities[RATE_QUANTITIES] = {
	[RATE_POINTS] = "points",
	[RATE_MILLISECONDS] = "milliseconds",
	[RATE_EXITS] = "exits",
	[RATE_MEAN] = "mean_per_second",
	[RATE_MIN] = "min_per_second",
	[RATE_Q1] = "q1_per_second",
	[RATE_MEDIAN] = "median_per_second",
	[RATE_Q3] = "q3_per_second",
	[RATE_MAX] = "max_per_second",
	[RATE_BUSIEST_TENTH] = "busiest_tenth_percent",
};

static const char *const cause_quantities[CAUSE_QUANTITIES] = {
	[CAUSE_EXITS] = "exits",
	[CAUSE_ERROR] = "error",
	[CAUSE_KERNEL] = "kernel",
	[CAUSE_BLOCKED] = "blocked",
};

static const char *const error_of_stages[STAGES] = {
	[STAGE_BEFORE] = "before_error",
	[STAGE_OS] = "os_error",
};

static const char *const removes_of_stages[STAGES] = {
	[STAGE_BEFORE] = "before_removes",
	[STAGE_OS] = "os_removes",
};

static const char *quantity_name(unsigned int quantity)
{
	switch (quantity) {
	case QUANTITY_TSC:
		return "tsc";
	case QUANTITY_READS:
		return "reads";
	case QUANTITY_NET:
		return "beyond";
	default:
		return counter_name(quantity);
	}
}

struct fact_key of_stage(enum stage stage, unsigned int quantity)
{
	return (struct fact_key){ FACT_STAGE, stages[stage], quantity_name(quantity) };
}

struct fact_key of_phase(const char *phase, unsigned int quantity)
{
	return (struct fact_key){ FACT_PHASE, phase, quantity_name(quantity) };
}

struct fact_key of_reason(const char *reason, enum stage stage)
{
	return (struct fact_key){ FACT_REASON, reason, stages[stage] };
}

struct fact_key of_reason_kernel(const char *reason, enum stage stage)
{
	return (struct fact_key){ FACT_REASON, reason, kernel_of_stages[stage] };
}

struct fact_key of_phase_reason(const char *phase, const char *reason)
{
	return (struct fact_key){ FACT_PHASE_REASON, phase, reason };
}

struct fact_key of_rate(enum rate_source source, enum rate_quantity quantity)
{
	return (struct fact_key){ FACT_RATE, rate_sources[source], rate_quantities[quantity] };
}

struct fact_key of_cause(const char *name, enum cause_quantity quantity)
{
	return (struct fact_key){ FACT_CAUSE, name, cause_quantities[quantity] };
}

struct fact_key of_function(const char *name, enum cause_quantity quantity)
{
	return (struct fact_key){ FACT_FUNCTION, name, cause_quantities[quantity] };
}

struct fact_key of_rest(enum fact_section section, enum cause_quantity quantity)
{
	return (struct fact_key){ FACT_REST, sections[section], cause_quantities[quantity] };
}

struct fact_key of_advice(const char *id, enum stage stage)
{
	return (struct fact_key){ FACT_ADVICE, id, stages[stage] };
}

struct fact_key of_advice_error(const char *id, enum stage stage)
{
	return (struct fact_key){ FACT_ADVICE, id, error_of_stages[stage] };
}

struct fact_key of_advice_removes(const char *id, enum stage stage)
{
	return (struct fact_key){ FACT_ADVICE, id, removes_of_stages[stage] };
}

const char *fact_section_name(enum fact_section section)
{
	return sections[section];
}

bool fact_is_some(const struct fact *fact, struct fact_key key)
{
	return fact->section == key.section && strcmp(fact->quantity, key.quantity) == 0;
}

/* FNV-1a */
static uint32_t hash_text(uint32_t hash, const char *text)
{
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * 16777619u;
	return hash;
}

static uint32_t hash_of(struct fact_key key)
{
	return hash_text(hash_text(2166136261u + key.section, key.name), key.quantity);
}

/* Where the table has that row, or would have it. There is always a free place. */
static uint32_t *place_of(const struct facts *facts, struct fact_key key)
{
	const size_t places = 2 * facts->allocated;
	size_t at = hash_of(key) % places;

	while (facts->index[at] > 0) {
		const struct fact *row = &facts->rows[facts->index[at] - 1];

		if (fact_is_some(row, key) && strcmp(row->name, key.name) == 0)
			break;
		at = (at + 1) % places;
	}
	return &facts->index[at];
}

static struct fact *find(const struct facts *facts, struct fact_key key)
{
	uint32_t row = facts->allocated ? *place_of(facts, key) : 0;

	return row ? &facts->rows[row - 1] : NULL;
}

static bool grow(struct facts *facts)
{
	const size_t wanted = facts->allocated ? 2 * facts->allocated : 64;
	struct fact *rows = realloc(facts->rows, wanted * sizeof(*rows));
	uint32_t *index = rows ? calloc(2 * wanted, sizeof(*index)) : NULL;

	if (rows)
		facts->rows = rows;
	if (!index)
		return false;
	free(facts->index);
	facts->index = index;
	facts->allocated = wanted;
	for (size_t i = 0; i < facts->count; i++) {
		const struct fact *row = &facts->rows[i];

		*place_of(facts, (struct fact_key){ row->section, row->name, row->quantity }) =
			(uint32_t)i + 1;
	}
	return true;
}

static struct fact *append(struct facts *facts, struct fact_key key)
{
	struct fact *row;

	if (facts->count == facts->allocated && !grow(facts)) {
		facts->is_incomplete = true;
		return NULL;
	}
	*place_of(facts, key) = (uint32_t)facts->count + 1;
	row = memset(&facts->rows[facts->count++], 0, sizeof(*row));
	row->section = key.section;
	snprintf(row->name, sizeof(row->name), "%s", key.name);
	snprintf(row->quantity, sizeof(row->quantity), "%s", key.quantity);
	return row;
}

static struct fact *find_or_append(struct facts *facts, struct fact_key key)
{
	struct fact *row = find(facts, key);

	return row ? row : append(facts, key);
}

void facts_put(struct facts *facts, size_t run, struct fact_key key, uint64_t value)
{
	facts_put_cause(facts, run, key, value, NULL);
}

void facts_put_cause(struct facts *facts, size_t run, struct fact_key key, uint64_t value,
		     const struct record_cause *cause)
{
	struct fact *row = find_or_append(facts, key);

	if (!row)
		return;
	row->values[run] = value;
	row->has |= 1u << run;
	row->cause = cause;
}

void facts_add(struct facts *facts, size_t run, struct fact_key key, uint64_t value)
{
	struct fact *row = find_or_append(facts, key);

	if (!row)
		return;
	row->values[run] += value;
	row->has |= 1u << run;
}

/* Facts that differ in their name only, and the runs that have any of them */
struct group {
	enum fact_section section;
	const char *quantity;
	uint32_t has;
};

/* Reasons and all about causes: if a run has some of them, a missing one has 0 exits. */
static bool is_grouped(const struct fact *row)
{
	return row->section == FACT_REASON || row->section >= FACT_CAUSE;
}

static struct group *group_of(struct group groups[GROUPS_MAX], const struct fact *row)
{
	struct group *group = groups;

	while (group->quantity &&
	       !fact_is_some(row, (struct fact_key){ group->section, NULL, group->quantity }))
		group++;
	group->section = row->section;
	group->quantity = row->quantity;
	return group;
}

/* A run that has the exits of a phase, and reasons in it, has all of these. */
static uint32_t runs_of_phase(const struct facts *facts, const struct fact *row)
{
	const struct fact *phase = find(facts, of_phase(row->name, COUNTER_EXITS));

	return phase ? phase->has : 0;
}

void facts_settle(struct facts *facts, size_t runs)
{
	struct group groups[GROUPS_MAX] = { 0 };

	for (size_t i = 0; i < facts->count; i++)
		if (is_grouped(&facts->rows[i]))
			group_of(groups, &facts->rows[i])->has |= facts->rows[i].has;
	for (size_t i = 0; i < facts->count; i++) {
		struct fact *row = &facts->rows[i];
		uint64_t values[RUNS_MAX];

		if (is_grouped(row))
			row->has |= group_of(groups, row)->has;
		if (row->section == FACT_PHASE_REASON)
			row->has |= runs_of_phase(facts, row);
		row->runs = 0;
		for (size_t run = 0; run < runs; run++)
			if (row->has & 1u << run)
				values[row->runs++] = row->values[run];
		row->stats = stats_of(values, row->runs);
	}
}

const struct fact *facts_find(const struct facts *facts, struct fact_key key)
{
	return find(facts, key);
}

uint64_t facts_value(const struct facts *facts, struct fact_key key)
{
	const struct fact *row = find(facts, key);

	return row ? row->stats.median : 0;
}

void facts_free(struct facts *facts)
{
	free(facts->rows);
	free(facts->index);
	*facts = (struct facts){ 0 };
}
