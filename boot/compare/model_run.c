// SPDX-License-Identifier: GPL-2.0-only
/*
 * Stages, phases and rate of one run.
 */
#include <string.h>

#include "counters.h"
#include "model_causes.h"
#include "model_reasons.h"
#include "model_run.h"
#include "run_series.h"

struct sums {
	struct record_counters before, os, measuring, total;
	uint64_t os_tsc, measuring_tsc, reads;
};

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

		sums.reads += phase.reads;
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
	/* Equal to the last checkpoint, unless the VM was moved */
	add(&sums.total, &sums.before);
	add(&sums.total, &sums.os);
	add(&sums.total, &sums.measuring);
	return sums;
}

static void put_stage(struct set *set, size_t run, enum stage stage,
		      struct record_counters *counters)
{
	for (unsigned int i = 0; i < COUNTERS; i++)
		if (counter_is_known(set->runs[run].record, i))
			facts_put(&set->facts, run, of_stage(stage, i), *counter_of(counters, i));
}

static void put_phase(struct set *set, size_t run, const char *phase,
		      struct record_counters *counters)
{
	for (unsigned int i = 0; i < COUNTERS; i++)
		if (counter_is_known(set->runs[run].record, i))
			facts_put(&set->facts, run, of_phase(phase, i), *counter_of(counters, i));
}

/*
 * Before the first checkpoint, as many exits as base has are firmware and boot loader.
 * The rest is the start of the kernel, a separate phase.
 */
static void split(struct set *set, size_t run, const struct facts *base, struct sums *sums)
{
	const struct record *record = set->runs[run].record;
	struct record_counters rest = { 0 };
	struct record_count by_reason = model_reasons_before(record, base);
	char name[FACT_NAME_SIZE];

	for (unsigned int i = 0; i < COUNTERS; i++) {
		uint64_t *own = counter_of(&sums->before, i);
		uint64_t firmware = facts_value(base, of_stage(STAGE_BEFORE, i));

		/* The reasons have to add up to the stage. */
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
	phase_until_first(record, name);
	put_phase(set, run, name, &rest);
	facts_put(&set->facts, run, of_phase(name, QUANTITY_READS), 0);
	facts_put(&set->facts, run, of_phase(name, QUANTITY_NET), rest.exits);
}

static void put_phases(struct set *set, size_t run)
{
	const struct record *record = set->runs[run].record;

	for (uint64_t i = 0; i + 1 < record->begin.checkpoints; i++) {
		struct record_phase phase = record->phases[i];

		if (phase.moved)
			continue;
		if (record_has_moments(record))
			facts_put(&set->facts, run, of_phase(phase.name, QUANTITY_TSC), phase.tsc);
		if (!record_is_counted(record))
			continue;
		put_phase(set, run, phase.name, &phase.counters);
		facts_put(&set->facts, run, of_phase(phase.name, QUANTITY_READS), phase.reads);
		facts_put(&set->facts, run, of_phase(phase.name, QUANTITY_NET), phase.beyond);
	}
}

static void put_record(struct set *set, size_t run, const struct facts *base)
{
	const struct record *record = set->runs[run].record;
	struct sums sums = sums_of(record);

	set->has_separate_kernel = record_begins_at_handover(record) || base;
	if (record_is_counted(record)) {
		if (base && !record_begins_at_handover(record))
			split(set, run, base, &sums);
		put_stage(set, run, STAGE_BEFORE, &sums.before);
		put_stage(set, run, STAGE_OS, &sums.os);
		put_stage(set, run, STAGE_MEASURING, &sums.measuring);
		put_stage(set, run, STAGE_TOTAL, &sums.total);
		facts_put(&set->facts, run, of_stage(STAGE_TOTAL, QUANTITY_READS), sums.reads);
		facts_put(&set->facts, run, of_stage(STAGE_TOTAL, QUANTITY_NET),
			  sums.total.exits - sums.reads);
	}
	if (record_has_moments(record)) {
		facts_put(&set->facts, run, of_stage(STAGE_OS, QUANTITY_TSC), sums.os_tsc);
		facts_put(&set->facts, run, of_stage(STAGE_MEASURING, QUANTITY_TSC),
			  sums.measuring_tsc);
	}
	put_phases(set, run);
}

static bool is_bucket(unsigned int counter)
{
	return counter >= COUNTER_KERNEL && counter <= COUNTER_GUEST;
}

/* A host that counts exits only has 0 in all buckets. */
static bool has_cycles(const struct samples *samples)
{
	for (unsigned int i = COUNTER_KERNEL; i <= COUNTER_GUEST; i++)
		for (size_t j = 0; j < samples->columns; j++)
			if (strcmp(samples->names[j], counter_name(i)) == 0 && samples->last[j] > 0)
				return true;
	return false;
}

/* The totals of a run that has samples only */
static void put_samples(struct set *set, size_t run)
{
	const struct samples *samples = set->runs[run].samples;
	const bool is_timed = has_cycles(samples);

	for (unsigned int i = 0; i < COUNTERS; i++)
		for (size_t j = 0; j < samples->columns; j++)
			if (strcmp(samples->names[j], counter_name(i)) == 0 &&
			    (is_timed || !is_bucket(i)))
				facts_put(&set->facts, run, of_stage(STAGE_TOTAL, i),
					  samples->last[j]);
}

static void put_rate(struct set *set, size_t run, enum rate_source source)
{
	struct point room[SERIES_RATED_MAX];
	const struct series series = run_series(&set->runs[run], source, room);
	const struct rate rate = series_rate(&series);
	const uint64_t values[RATE_QUANTITIES] = {
		[RATE_POINTS] = rate.points, [RATE_MILLISECONDS] = rate.milliseconds,
		[RATE_EXITS] = rate.exits,   [RATE_MEAN] = rate.mean,
		[RATE_MIN] = rate.min,       [RATE_Q1] = rate.q1,
		[RATE_MEDIAN] = rate.median, [RATE_Q3] = rate.q3,
		[RATE_MAX] = rate.max,       [RATE_BUSIEST_TENTH] = rate.busiest_tenth,
	};

	for (unsigned int i = 0; i < RATE_QUANTITIES && series.count > 1; i++)
		facts_put(&set->facts, run, of_rate(source, (enum rate_quantity)i), values[i]);
}

void model_run(struct set *set, size_t index, const struct facts *base)
{
	if (set->runs[index].record)
		put_record(set, index, base);
	else
		put_samples(set, index);
	model_reasons(set, index, base);
	model_causes(set, index, base);
	put_rate(set, index, RATE_OF_CHECKPOINTS);
	put_rate(set, index, RATE_OF_SAMPLES);
}
