// SPDX-License-Identifier: GPL-2.0-only
/*
 * Properties of sets, runs and phases.
 */
#include <stdio.h>
#include <string.h>

#include "comparison.h"

bool comparison_is_of_machines(const struct comparison *comparison)
{
	return comparison->sets[0].results;
}

const struct record *set_record(const struct set *set)
{
	return set->runs[0].record;
}

uint64_t set_host_khz(const struct set *set)
{
	const struct record *record = set_record(set);

	if (!record)
		return 0;
	return record->host.tsc_khz && record->host.tsc_host_khz ? record->host.tsc_host_khz
								 : record->host.tsc_khz;
}

bool set_is_minimal(const struct set *set)
{
	const struct record *record = set_record(set);

	return record && record->guest.boot != BOOT_LINUX;
}

bool set_is_counted(const struct set *set)
{
	const struct record *record = set_record(set);

	return !record || record_is_counted(record);
}

bool set_has_reasons(const struct set *set)
{
	for (size_t i = 0; i < set->facts.count; i++)
		if (set->facts.rows[i].section == FACT_REASON)
			return true;
	return false;
}

bool set_has_counter(const struct set *set, unsigned int counter)
{
	return facts_find(&set->facts, of_stage(STAGE_TOTAL, counter));
}

bool comparison_has_counter(const struct comparison *comparison, unsigned int counter)
{
	for (size_t i = 0; i < comparison->count; i++)
		if (set_has_counter(&comparison->sets[i], counter))
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

bool run_is_tainted(const struct run *run)
{
	return run->record && run->record->end.verdict > VERDICT_UNPATCHED;
}

bool comparison_is_tainted(const struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->count; i++)
		for (size_t j = 0; j < comparison->sets[i].run_count; j++)
			if (run_is_tainted(&comparison->sets[i].runs[j]))
				return true;
	return false;
}

size_t set_sampled_runs(const struct set *set)
{
	size_t count = 0;

	for (size_t i = 0; i < set->run_count; i++)
		count += set->runs[i].samples != NULL;
	return count;
}

bool set_has_rate(const struct set *set, enum rate_source source)
{
	return facts_find(&set->facts, of_rate(source, RATE_POINTS));
}

bool set_is_sampled_from_start(const struct set *set)
{
	for (size_t i = 0; i < set->run_count; i++)
		if (set->runs[i].samples && set->runs[i].samples->has_late_start)
			return false;
	return true;
}

bool run_has_unaligned_samples(const struct run *run)
{
	return run->record && run->samples && !run->samples->agreement.record;
}

bool set_has_unaligned_samples(const struct set *set)
{
	for (size_t i = 0; i < set->run_count; i++)
		if (run_has_unaligned_samples(&set->runs[i]))
			return true;
	return false;
}

bool records_have_same_phases(const struct record *a, const struct record *b)
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

bool sets_have_same_phases(const struct set *a, const struct set *b)
{
	return records_have_same_phases(set_record(a), set_record(b));
}

bool record_begins_at_handover(const struct record *record)
{
	/* The first checkpoint of a record that begins where the boot loader ends */
	return strcmp(record->checkpoints[0].name, "entry") == 0;
}

bool phase_is_measuring(const char *name)
{
	/* The phase "stage" is the boot stage, which reads the counters before Linux. */
	return strcmp(name, "calibration") == 0 || strcmp(name, "stage") == 0;
}

void phase_until_first(const struct record *record, char name[FACT_NAME_SIZE])
{
	snprintf(name, FACT_NAME_SIZE, PHASE_UNTIL "%s", record->checkpoints[0].name);
}
