// SPDX-License-Identifier: GPL-2.0-only
/*
 * Stages, phases and rate of one run.
 */
#include <stdio.h>
#include <string.h>

#include "counters.h"
#include "model_run.h"
#include "run_series.h"

/* The first checkpoint, if it lies where the boot loader hands over */
#define HANDOVER "entry"

struct sums {
	struct record_counters before, os, measuring, total;
	uint64_t os_tsc, measuring_tsc;
};

static bool begins_at_handover(const struct record *record)
{
	return strcmp(record->checkpoints[0].name, HANDOVER) == 0;
}

void model_first_phase(const struct record *record, char name[FACT_NAME_SIZE])
{
	snprintf(name, FACT_NAME_SIZE, PHASE_UNTIL "%s", record->checkpoints[0].name);
}

static void add(struct record_counters *to, struct record_counters *from)
{
	for (unsigned int i = 0; i < COUNTERS; i++)
		*counter_of(to, i) += *counter_of(from, i);
}

static struct sums sums_of(const struct record *record)
{
	struct sums sums = { .before = record->checkpoints[0].counters };

	for (uint64_t i = 0; i + 1 < record->begin.checkpoints; i++) {
		struct record_phase phase = record->phases[i];

		if (phase_is_measuring(phase.name)) {
			add(&sums.measuring, &phase.counters);
			sums.measuring_tsc += phase.tsc;
			continue;
		}
		phase.counters.exits = phase.beyond;
		add(&sums.os, &phase.counters);
		sums.os_tsc += phase.tsc;
		sums.measuring.exits += phase.reads;
	}
	sums.total = record->checkpoints[record->begin.checkpoints - 1].counters;
	return sums;
}

static void put(struct set *set, size_t run, enum fact_section section, const char *name,
		struct record_counters *counters)
{
	for (unsigned int i = 0; i < COUNTERS; i++)
		facts_put(&set->facts, run, section, name, counter_name(i),
			  *counter_of(counters, i));
}

/*
 * Of what lies before the first checkpoint, as much as base has is firmware
 * and boot loader; the rest is the start of the kernel, a phase of its own.
 */
static void split(struct set *set, size_t run, const struct facts *base, struct sums *sums)
{
	const struct record *record = set->runs[run].record;
	struct record_counters rest = { 0 };
	struct record_count by_reason = model_reasons_before(record, base);
	char name[FACT_NAME_SIZE];

	for (unsigned int i = 0; i < COUNTERS; i++) {
		uint64_t *own = counter_of(&sums->before, i);
		uint64_t firmware = facts_value(base, FACT_STAGE, STAGE_BEFORE, counter_name(i));

		/* So that the reasons add up to the stage */
		if (record->begin.reasons > 0 && i == COUNTER_EXITS)
			firmware = by_reason.exits;
		if (record->begin.reasons > 0 && i == COUNTER_KERNEL)
			firmware = by_reason.kernel;
		if (firmware < *own) {
			*counter_of(&rest, i) = *own - firmware;
			*own = firmware;
		}
	}
	add(&sums->os, &rest);
	model_first_phase(record, name);
	put(set, run, FACT_PHASE, name, &rest);
	facts_put(&set->facts, run, FACT_PHASE, name, "reads", 0);
	facts_put(&set->facts, run, FACT_PHASE, name, "beyond", rest.exits);
}

static void put_phases(struct set *set, size_t run)
{
	const struct record *record = set->runs[run].record;

	for (uint64_t i = 0; i + 1 < record->begin.checkpoints; i++) {
		struct record_phase phase = record->phases[i];

		facts_put(&set->facts, run, FACT_PHASE, phase.name, "tsc", phase.tsc);
		if (!record->host.patched)
			continue;
		put(set, run, FACT_PHASE, phase.name, &phase.counters);
		facts_put(&set->facts, run, FACT_PHASE, phase.name, "reads", phase.reads);
		facts_put(&set->facts, run, FACT_PHASE, phase.name, "beyond", phase.beyond);
	}
}

static void put_record(struct set *set, size_t run, const struct facts *base)
{
	const struct record *record = set->runs[run].record;
	struct sums sums = sums_of(record);

	set->told_apart = begins_at_handover(record) || base;
	if (record->host.patched) {
		if (base && !begins_at_handover(record))
			split(set, run, base, &sums);
		put(set, run, FACT_STAGE, STAGE_BEFORE, &sums.before);
		put(set, run, FACT_STAGE, STAGE_OS, &sums.os);
		put(set, run, FACT_STAGE, STAGE_MEASURING, &sums.measuring);
		put(set, run, FACT_STAGE, STAGE_TOTAL, &sums.total);
	}
	facts_put(&set->facts, run, FACT_STAGE, STAGE_OS, "tsc", sums.os_tsc);
	facts_put(&set->facts, run, FACT_STAGE, STAGE_MEASURING, "tsc", sums.measuring_tsc);
	put_phases(set, run);
}

/* What samples say where there is no record */
static void put_samples(struct set *set, size_t run)
{
	const struct samples *samples = set->runs[run].samples;

	for (unsigned int i = 0; i < COUNTERS; i++)
		for (size_t j = 0; j < samples->columns; j++)
			if (strcmp(samples->names[j], counter_name(i)) == 0)
				facts_put(&set->facts, run, FACT_STAGE, STAGE_TOTAL,
					  counter_name(i), samples->last[j]);
}

static void put_rate(struct set *set, size_t run, const char *name, const struct series *series)
{
	const struct rate rate = series_rate(series);
	const struct {
		const char *quantity;
		uint64_t value;
	} rows[] = {
		{ "points", rate.points },
		{ "milliseconds", rate.milliseconds },
		{ "exits", rate.exits },
		{ "mean_per_second", rate.mean },
		{ "min_per_second", rate.min },
		{ "q1_per_second", rate.q1 },
		{ "median_per_second", rate.median },
		{ "q3_per_second", rate.q3 },
		{ "max_per_second", rate.max },
		{ "busiest_tenth_percent", rate.busiest_tenth },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		facts_put(&set->facts, run, FACT_RATE, name, rows[i].quantity, rows[i].value);
}

static void put_rates(struct set *set, size_t run)
{
	struct series series = run_series(&set->runs[run], SERIES_FROM_CHECKPOINTS);

	if (series.count > 1)
		put_rate(set, run, "checkpoints", &series);
	series_free(&series);
	series = run_series(&set->runs[run], SERIES_FROM_SAMPLES);
	if (series.count > 1)
		put_rate(set, run, "samples", &series);
	series_free(&series);
}

void model_run(struct set *set, size_t index, const struct facts *base)
{
	if (set->runs[index].record)
		put_record(set, index, base);
	else
		put_samples(set, index);
	model_reasons(set, index, base);
	put_rates(set, index);
}
