// SPDX-License-Identifier: GPL-2.0-only
/*
 * The runs of a label may have tens of thousands of different causes: a hash table finds
 * the rows.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "facts.h"

/*
 * Quantities of reasons, kinds, causes, functions, the rest, advice, causes alike and origins,
 * and a free one behind
 */
#define GROUPS_MAX (4 * STAGES + REASON_QUANTITIES + 3 * CAUSE_QUANTITIES + 6 + 2 + 1 + 1)

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
	facts_add_cause(facts, run, key, value, NULL);
}

void facts_add_cause(struct facts *facts, size_t run, struct fact_key key, uint64_t value,
		     const struct record_cause *cause)
{
	struct fact *row = find_or_append(facts, key);

	if (!row)
		return;
	row->values[run] += value;
	row->has |= 1u << run;
	row->cause = cause;
}

/* Facts that differ in their name only, and the runs that have any of them */
struct group {
	enum fact_section section;
	const char *quantity;
	uint32_t has;
};

/* A reason that did not occur has none. */
static bool is_extreme(const struct fact *row)
{
	return fact_is_some(row, of_reason_total(NULL, REASON_MIN)) ||
	       fact_is_some(row, of_reason_total(NULL, REASON_MAX));
}

/* Reasons, kinds and all about causes: if a run has some of them, a missing one has 0 exits. */
static bool is_grouped(const struct fact *row)
{
	return (row->section == FACT_REASON && !is_extreme(row)) || row->section >= FACT_KIND;
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
