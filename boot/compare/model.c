// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a set is, and what may be compared with what.
 */
#include <string.h>

#include "model.h"
#include "model_run.h"

const struct record *set_record(const struct set *set)
{
	return set->runs[0].record;
}

bool set_is_minimal(const struct set *set)
{
	const struct record *record = set_record(set);

	return record && record->guest.boot != BOOT_LINUX;
}

bool set_is_counted(const struct set *set)
{
	const struct record *record = set_record(set);

	return !record || record->host.patched;
}

bool set_has_reasons(const struct set *set)
{
	for (size_t i = 0; i < set->facts.count; i++)
		if (set->facts.rows[i].section == FACT_REASON)
			return true;
	return false;
}

const struct set *comparison_minimal(const struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->count; i++)
		if (set_is_minimal(&comparison->sets[i]) && set_is_counted(&comparison->sets[i]))
			return &comparison->sets[i];
	return NULL;
}

const struct set *comparison_full(const struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->count; i++)
		if (!set_is_minimal(&comparison->sets[i]) && set_is_counted(&comparison->sets[i]))
			return &comparison->sets[i];
	return NULL;
}

static bool records_have_same_phases(const struct record *a, const struct record *b)
{
	if (!a || !b)
		return a == b;
	if (a->begin.checkpoints != b->begin.checkpoints)
		return false;
	for (uint64_t i = 0; i < a->begin.checkpoints; i++)
		if (strcmp(a->checkpoints[i].name, b->checkpoints[i].name) != 0)
			return false;
	return true;
}

bool same_phases(const struct set *a, const struct set *b)
{
	return records_have_same_phases(set_record(a), set_record(b));
}

bool phase_is_measuring(const char *name)
{
	/* The boot stage reads the counters before Linux begins: no part of it. */
	return strcmp(name, "calibration") == 0 || strcmp(name, "stage") == 0;
}

/* Phases go by their names, here and in all outputs. */
static bool has_a_name_twice(const struct record *record)
{
	for (uint64_t i = 1; i < record->begin.checkpoints; i++)
		for (uint64_t j = 1; j < i; j++)
			if (strcmp(record->checkpoints[i].name, record->checkpoints[j].name) == 0)
				return true;
	return false;
}

static const char *object_to_run(const struct set *set, const struct run *run)
{
	const struct record *first = set_record(set), *record = run->record;

	if (!records_have_same_phases(first, record))
		return "its phases are not those of the first record of its label";
	if (record && record->host.patched != first->host.patched)
		return "of one label, either all hosts are patched or none is";
	if (record && has_a_name_twice(record))
		return "two of its phases have the same name";
	return NULL;
}

/* Numbers of two versions of the ABI may not mean the same. */
static const char *object_to_abi(const struct comparison *comparison, const struct record *record)
{
	for (size_t i = 0; record && record->host.patched && i < comparison->count; i++) {
		const struct record *other = set_record(&comparison->sets[i]);

		if (!other || !other->host.patched)
			continue;
		if (other->host.abi != record->host.abi)
			return "its host has another ABI version than those before";
		if (other->host.scope != record->host.scope)
			return "its host counts in another scope than those before";
		return NULL;
	}
	return NULL;
}

const char *model_objection(const struct comparison *comparison, const struct run **at)
{
	for (size_t i = 0; i < comparison->count; i++) {
		const struct set *set = &comparison->sets[i];

		for (size_t j = 0; j < set->run_count; j++) {
			const char *why = object_to_run(set, &set->runs[j]);

			*at = &set->runs[j];
			if (!why)
				why = object_to_abi(comparison, set->runs[j].record);
			if (why)
				return why;
		}
	}
	return NULL;
}

static void fill(struct set *set, const struct facts *base)
{
	for (size_t i = 0; i < set->run_count; i++)
		model_run(set, i, base);
	facts_settle(&set->facts, set->run_count);
}

void model_fill(struct comparison *comparison)
{
	const struct set *base = comparison->base;

	for (size_t i = 0; i < comparison->count; i++)
		if (&comparison->sets[i] == base)
			fill(&comparison->sets[i], NULL);
	for (size_t i = 0; i < comparison->count; i++)
		if (&comparison->sets[i] != base)
			fill(&comparison->sets[i], base ? &base->facts : NULL);
}
