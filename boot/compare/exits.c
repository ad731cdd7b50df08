// SPDX-License-Identifier: GPL-2.0-only
/*
 * Adds up facts of stages, phases and reasons.
 */
#include <string.h>

#include "counters.h"
#include "exit_probe_abi.h"
#include "exits.h"
#include "record/reason.h"
#include "record/reason_codes.h"

bool exits_is_all(const char *name)
{
	return strcmp(name, EXITS_ALL) == 0;
}

static bool is_before(const char *phase)
{
	return strcmp(phase, PHASE_BEFORE) == 0;
}

static void add(struct exits *exits, const struct set *set, struct fact_key key)
{
	const struct fact *fact = facts_find(&set->facts, key);

	for (size_t i = 0; fact && i < set->run_count; i++)
		exits->values[i] += fact->values[i];
}

static uint32_t runs_with(const struct set *set, struct fact_key key)
{
	const struct fact *fact = facts_find(&set->facts, key);

	return fact ? fact->has : 0;
}

/* What a VM did in the phase of its move is in no number. */
static uint32_t moved_runs(const struct set *set)
{
	uint32_t runs = 0;

	for (size_t i = 0; i < set->run_count; i++)
		if (set->runs[i].record && record_is_moved(set->runs[i].record))
			runs |= 1u << i;
	return runs;
}

static uint32_t runs_with_phase(const struct set *set, const char *phase)
{
	if (exits_is_all(phase))
		return runs_with(set, of_stage(STAGE_BEFORE, COUNTER_EXITS)) & ~moved_runs(set);
	if (is_before(phase))
		return runs_with(set, of_stage(STAGE_BEFORE, COUNTER_EXITS));
	return runs_with(set, of_phase(phase, QUANTITY_NET));
}

static void add_stage(struct exits *exits, const struct set *set, enum stage stage,
		      const char *reason)
{
	add(exits, set,
	    exits_is_all(reason) ? of_stage(stage, COUNTER_EXITS) : of_reason(reason, stage));
}

struct exits exits_of(const struct set *set, const char *phase, const char *reason)
{
	struct exits exits = { .has = runs_with_phase(set, phase) };

	if (exits_is_all(phase) || is_before(phase))
		add_stage(&exits, set, STAGE_BEFORE, reason);
	if (exits_is_all(phase))
		add_stage(&exits, set, STAGE_OS, reason);
	if (!exits_is_all(phase) && !is_before(phase))
		add(&exits, set,
		    exits_is_all(reason) ? of_phase(phase, QUANTITY_NET)
					 : of_phase_reason(phase, reason));
	return exits;
}

bool exits_have_phase(const struct set *set, const char *phase)
{
	const struct record *record = set_record(set);
	char first[FACT_NAME_SIZE];

	if (exits_is_all(phase))
		return true;
	if (!record)
		return false;
	for (uint64_t i = 0; i + 1 < record->begin.checkpoints; i++)
		if (strcmp(record->phases[i].name, phase) == 0)
			return true;
	phase_until_first(record, first);
	return is_before(phase) || (strcmp(first, phase) == 0 && runs_with_phase(set, phase));
}

bool exits_have_reason(const struct set *set, const char *reason)
{
	return exits_is_all(reason) || facts_find(&set->facts, of_reason(reason, STAGE_TOTAL));
}

static bool is_host_reason(uint32_t vendor, uint64_t code)
{
	if (vendor == EXIT_PROBE_VENDOR_INTEL && code == VMX_EXCEPTION_NMI)
		return false;
	return reason_interrupts_host(vendor, (uint32_t)code);
}

/* The reasons of two runs of a label may differ. */
bool exits_are_of_host(const struct set *set, const char *reason)
{
	for (size_t i = 0; i < set->run_count; i++) {
		const struct record *record = set->runs[i].record;

		for (uint64_t j = 0; record && j < record->begin.reasons; j++)
			if (strcmp(record->reasons[j].name, reason) == 0)
				return is_host_reason(record->host.vendor, record->reasons[j].code);
	}
	return false;
}

struct exits exits_of_host(const struct set *set, const char *phase)
{
	struct exits sum = { .has = runs_with_phase(set, phase) };

	for (size_t i = 0; i < set->facts.count; i++) {
		const struct fact *fact = &set->facts.rows[i];
		struct exits exits;

		if (!fact_is_some(fact, of_reason(NULL, STAGE_TOTAL)) ||
		    !exits_are_of_host(set, fact->name))
			continue;
		exits = exits_of(set, phase, fact->name);
		for (size_t run = 0; run < set->run_count; run++)
			sum.values[run] += exits.values[run];
	}
	return sum;
}
