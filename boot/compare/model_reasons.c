// SPDX-License-Identifier: GPL-2.0-only
/*
 * The exit reasons of one run, by stage and by phase.
 */
#include <string.h>

#include "kinds.h"
#include "lib/text.h"
#include "model_reasons.h"
#include "record/schema.h"

/* The reason of the reader's own reads, on Intel and on AMD */
#define READ_REASON "cpuid"

struct reason_sums {
	struct record_count before, os, measuring;
};

static void add(struct record_count *to, const struct record_count *from)
{
	to->exits += from->exits;
	to->kernel += from->kernel;
}

static struct reason_sums sums_of(const struct record *record, uint64_t reason)
{
	bool has_reads = strcmp(record->reasons[reason].name, READ_REASON) == 0;
	struct reason_sums sums = { .before = record->reasons[reason].before };

	for (uint64_t i = 0; i + 1 < record->begin.checkpoints; i++) {
		struct record_count count = record->phase_reasons[i].counts[reason];

		if (phase_is_measuring(record->phases[i].name)) {
			add(&sums.measuring, &count);
			continue;
		}
		if (has_reads) {
			uint64_t reads = record->phases[i].reads;

			/* A reader that does not use CPUID has no reads here. */
			if (reads > count.exits)
				reads = count.exits;
			count.exits -= reads;
			sums.measuring.exits += reads;
		}
		add(&sums.os, &count);
	}
	return sums;
}

/* Exits before the first checkpoint are firmware and boot loader, as far as base has them. */
static struct record_count split(const char *name, const struct facts *base,
				 struct reason_sums *sums)
{
	struct record_count rest = sums->before;
	struct record_count firmware = {
		facts_value(base, of_reason(name, STAGE_BEFORE)),
		facts_value(base, of_reason_kernel(name, STAGE_BEFORE)),
	};

	if (firmware.exits > rest.exits)
		firmware.exits = rest.exits;
	if (firmware.kernel > rest.kernel)
		firmware.kernel = rest.kernel;
	rest.exits -= firmware.exits;
	rest.kernel -= firmware.kernel;
	sums->before = firmware;
	add(&sums->os, &rest);
	return rest;
}

struct record_count model_reasons_before(const struct record *record, const struct facts *base)
{
	struct record_count sum = { 0 };

	for (uint64_t i = 0; i < record->begin.reasons; i++) {
		struct reason_sums sums = { .before = record->reasons[i].before };

		split(record->reasons[i].name, base, &sums);
		add(&sum, &sums.before);
	}
	return sum;
}

static void put(struct set *set, size_t run, const char *name, const struct reason_sums *sums)
{
	const struct record *record = set->runs[run].record;
	const char *kind = kind_of_reason(record->host.vendor, name);
	struct record_count all[STAGES] = {
		[STAGE_BEFORE] = sums->before,
		[STAGE_OS] = sums->os,
		[STAGE_MEASURING] = sums->measuring,
	};

	for (unsigned int i = 0; i < STAGE_TOTAL; i++)
		add(&all[STAGE_TOTAL], &all[i]);
	for (unsigned int i = 0; i < STAGES; i++) {
		facts_put(&set->facts, run, of_reason(name, (enum stage)i), all[i].exits);
		facts_add(&set->facts, run, of_kind(kind, (enum stage)i), all[i].exits);
	}
	for (unsigned int i = 0; record_is_timed(record) && i < STAGES; i++) {
		facts_put(&set->facts, run, of_reason_kernel(name, (enum stage)i), all[i].kernel);
		facts_add(&set->facts, run, of_kind_kernel(kind, (enum stage)i), all[i].kernel);
	}
}

static bool is_known(const struct record *record, const char *key)
{
	const struct record_kind *kind = record_kind_of("reason");

	for (size_t i = 0; i < kind->count; i++)
		if (text_equal(kind->fields[i].key, key))
			return record_knows_field(record, &kind->fields[i]);
	return false;
}

/* A record whose VM was moved has none of these. */
static void put_extremes(struct set *set, size_t run, const struct record_reason *reason)
{
	const struct record *record = set->runs[run].record;

	if (record_is_moved(record))
		return;
	if (is_known(record, "min"))
		facts_put(&set->facts, run, of_reason_total(reason->name, REASON_MIN), reason->min);
	if (is_known(record, "max"))
		facts_put(&set->facts, run, of_reason_total(reason->name, REASON_MAX), reason->max);
	if (is_known(record, "blocked"))
		facts_put(&set->facts, run, of_reason_total(reason->name, REASON_BLOCKED),
			  reason->blocked);
}

static void put_phases(struct set *set, size_t run)
{
	const struct record *record = set->runs[run].record;

	for (uint64_t i = 0; i < record_phase_reasons_lines(&record->begin); i++)
		for (uint64_t j = 0; j < record->begin.reasons; j++) {
			uint64_t exits = record->phase_reasons[i].counts[j].exits;

			if (exits > 0)
				facts_put(&set->facts, run,
					  of_phase_reason(record->phases[i].name,
							  record->reasons[j].name),
					  exits);
		}
}

static void put_record(struct set *set, size_t run, const struct facts *base)
{
	const struct record *record = set->runs[run].record;
	char first[FACT_NAME_SIZE];

	phase_until_first(record, first);
	for (uint64_t i = 0; i < record->begin.reasons; i++) {
		const char *name = record->reasons[i].name;
		struct reason_sums sums = sums_of(record, i);

		if (base && facts_find(&set->facts, of_phase(first, COUNTER_EXITS))) {
			struct record_count rest = split(name, base, &sums);

			if (rest.exits > 0)
				facts_put(&set->facts, run, of_phase_reason(first, name),
					  rest.exits);
		}
		put(set, run, name, &sums);
		put_extremes(set, run, &record->reasons[i]);
	}
	put_phases(set, run);
}

static void put_samples(struct set *set, size_t run)
{
	const struct samples *samples = set->runs[run].samples;

	for (size_t i = 0; i < samples->columns; i++)
		if (strncmp(samples->names[i], SAMPLES_REASON, strlen(SAMPLES_REASON)) == 0 &&
		    samples->last[i] > 0)
			facts_put(
				&set->facts, run,
				of_reason(samples->names[i] + strlen(SAMPLES_REASON), STAGE_TOTAL),
				samples->last[i]);
}

void model_reasons(struct set *set, size_t index, const struct facts *base)
{
	if (set->runs[index].record)
		put_record(set, index, base);
	else
		put_samples(set, index);
}
