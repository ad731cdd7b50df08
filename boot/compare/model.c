// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which runs can be compared, and the facts of all labels.
 */
#include <stdio.h>
#include <string.h>

#include "exit_probe_abi.h"
#include "machines.h"
#include "model.h"
#include "model_causes.h"
#include "model_run.h"
#include "origins.h"

/* All outputs identify a phase by its name. */
static bool has_duplicate_phase(const struct record *record)
{
	for (uint64_t i = 1; i < record->begin.checkpoints; i++)
		for (uint64_t j = 1; j < i; j++)
			if (strcmp(record->checkpoints[i].name, record->checkpoints[j].name) == 0)
				return true;
	return false;
}

/* Two vendors have different reasons: no reason would have all runs. */
static const char *object_to_vendor(const struct record *first, const struct record *record)
{
	static const char *const names[] = {
		[EXIT_PROBE_VENDOR_INTEL] = "Intel",
		[EXIT_PROBE_VENDOR_AMD] = "AMD",
	};
	static char why[128];

	if (!record || !record_is_counted(record) || record->host.vendor == first->host.vendor)
		return NULL;
	snprintf(why, sizeof(why),
		 "its host is from %s, the host of this label's first record is from %s: use one "
		 "label per vendor",
		 names[record->host.vendor], names[first->host.vendor]);
	return why;
}

/* One has ports, MSRs and addresses, the other has functions. */
static bool has_other_causes(const struct set *set, const struct run *run)
{
	for (const struct run *before = set->runs; before < run && run->record; before++)
		if (before->record && before->record->begin.causes > 0 &&
		    run->record->begin.causes > 0 &&
		    before->record->host.causes != run->record->host.causes)
			return true;
	return false;
}

static const char *object_to_run(const struct set *set, const struct run *run)
{
	const struct record *first = set_record(set), *record = run->record;

	if (!records_have_same_phases(first, record))
		return "its phases differ from those of this label's first record";
	if (record && record->host.patched != first->host.patched)
		return "patched and unpatched hosts under one label: use two labels";
	if (record && record->host.source != first->host.source)
		return "traced and other hosts under one label: use two labels";
	if (record && has_duplicate_phase(record))
		return "two of its phases have the same name";
	if (has_other_causes(set, run))
		return "causes=detail and causes=rip under one label: use two labels";
	return object_to_vendor(first, record);
}

/* The counters of two ABI versions may have different meanings. */
static const char *object_to_abi(const struct comparison *comparison, const struct record *record)
{
	for (size_t i = 0; record && record->host.patched && i < comparison->count; i++) {
		const struct record *other = set_record(&comparison->sets[i]);

		if (!other || !other->host.patched)
			continue;
		if (other->host.abi != record->host.abi)
			return "its host has a different ABI version than the records before it";
		if (other->host.scope != record->host.scope)
			return "its host has a different scope of counting than the records before "
			       "it";
		return NULL;
	}
	return NULL;
}

/* Exits that the base does not have would count as the kernel's. */
static const char *object_to_base(const struct record *base, const struct record *record)
{
	if (!base || !record_is_counted(base) || !record_begins_at_handover(base))
		return "-b needs a label whose record has the exits of firmware and boot loader: "
		       "a patched host, and \"entry\" as the first checkpoint";
	if (!record || !record_is_counted(record) || record_begins_at_handover(record))
		return NULL;
	if (base->host.vendor != record->host.vendor)
		return "-b needs a label of the same vendor as the records that begin later";
	if (record->begin.reasons > 0 && base->begin.reasons == 0)
		return "-b needs a label that has exits by reason";
	if (record->begin.causes > 0 &&
	    (base->begin.causes == 0 || base->host.causes != record->host.causes))
		return "-b needs a label that has causes of the same kind";
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
			*at = comparison->base ? &comparison->base->runs[0] : NULL;
			if (*at)
				why = object_to_base((*at)->record, set->runs[j].record);
			if (why)
				return why;
		}
	}
	return NULL;
}

static bool fill(struct set *set, const struct facts *base)
{
	for (size_t i = 0; i < set->run_count; i++)
		model_run(set, i, base);
	for (size_t i = 0; i < set->run_count; i++)
		origins_count(set, i);
	facts_settle(&set->facts, set->run_count);
	model_causes_rest(set);
	facts_settle(&set->facts, set->run_count);
	return !set->facts.is_incomplete;
}

bool model_fill(struct comparison *comparison)
{
	const struct set *base = comparison->base;
	bool is_filled = true;

	if (comparison_is_of_machines(comparison))
		return machines_fill(comparison);

	for (size_t i = 0; i < comparison->count; i++)
		if (&comparison->sets[i] == base)
			is_filled = fill(&comparison->sets[i], NULL) && is_filled;
	for (size_t i = 0; i < comparison->count; i++)
		if (&comparison->sets[i] != base)
			is_filled =
				fill(&comparison->sets[i], base ? &base->facts : NULL) && is_filled;
	origins_fill(comparison);
	for (size_t i = 0; i < comparison->count; i++)
		is_filled = is_filled && !comparison->sets[i].facts.is_incomplete;
	return is_filled;
}
