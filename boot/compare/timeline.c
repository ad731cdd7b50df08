// SPDX-License-Identifier: GPL-2.0-only
/*
 * The exits at checkpoints are those of the record. Samples have what is between them, and the
 * time before the first one: when their total is that of a checkpoint, they are at it.
 */
#include <string.h>

#include "timeline.h"

/* The checkpoints of a record: their exits and times, and the samples' totals there */
struct ends {
	const struct run *run;
	const struct slots *slots;
	struct moment moments[RECORD_CHECKPOINTS_MAX];
	uint64_t totals[RECORD_CHECKPOINTS_MAX];
};

/* Adds the exits of the phase before a checkpoint, or all before the first one. */
static void add_exits(struct moment *moment, const struct ends *ends, size_t id)
{
	const struct record *record = ends->run->record;

	for (uint64_t i = 0; i < record->begin.reasons; i++)
		moment->exits[slot_of(ends->slots, record->reasons[i].name)] +=
			id > 0 ? record->phase_reasons[id - 1].counts[i].exits
			       : record->reasons[i].before.exits;
}

/* By the guest's TSC. A phase in which the VM was moved has no exits and no time. */
static void find_ends(struct ends *ends)
{
	const struct record *record = ends->run->record;
	struct moment moment = { 0 };
	double tsc = 0;

	for (size_t i = 0; i < record->begin.checkpoints; i++) {
		add_exits(&moment, ends, i);
		if (i > 0)
			tsc += (double)record->phases[i - 1].tsc;
		moment.us = record->host.tsc_khz ? tsc * 1000 / (double)record->host.tsc_khz : 0;
		ends->moments[i] = moment;
		ends->totals[i] = counters_all_exits(&record->checkpoints[i].counters);
	}
}

/* When the samples have that total */
static double sampled_time(const struct series *series, uint64_t total)
{
	size_t low = 0, high = series->count - 1;
	const struct point *a, *b;

	while (low + 1 < high) {
		const size_t middle = low + (high - low) / 2;

		if (series->points[middle].exits <= total)
			low = middle;
		else
			high = middle;
	}
	a = &series->points[low];
	b = &series->points[high];
	if (b->exits <= a->exits || total <= a->exits)
		return (double)a->us;
	return (double)a->us +
	       (double)(b->us - a->us) * (double)(total - a->exits) / (double)(b->exits - a->exits);
}

static bool has_reasons(const struct samples *samples)
{
	for (size_t i = 0; i < samples->columns; i++)
		if (strncmp(samples->names[i], SAMPLES_REASON, strlen(SAMPLES_REASON)) == 0)
			return true;
	return false;
}

/* The samples, if they have the times of all checkpoints */
static const struct samples *samples_of(const struct ends *ends)
{
	const struct samples *samples = ends->run->samples;

	if (!samples || !samples->agreement.record || !has_reasons(samples) ||
	    samples->series.points[0].exits > ends->totals[0])
		return NULL;
	return samples;
}

/* Of a row; not before the moment before it, and not after the checkpoint */
static void add_row(struct timeline *timeline, const struct slots *slots,
		    const struct samples *samples, size_t row, const struct moment *end, double us)
{
	const struct moment *last =
		timeline->count ? &timeline->moments[timeline->count - 1] : NULL;
	struct moment *moment = &timeline->moments[timeline->count++];

	*moment = (struct moment){ .us = us };
	for (size_t i = 0; i < samples->columns; i++)
		if (strncmp(samples->names[i], SAMPLES_REASON, strlen(SAMPLES_REASON)) == 0)
			moment->exits[slot_of(slots, samples->names[i] + strlen(SAMPLES_REASON))] +=
				samples_cell(samples, row, i);
	for (size_t i = 0; i < SLOTS; i++) {
		if (moment->exits[i] > end->exits[i])
			moment->exits[i] = end->exits[i];
		if (last && moment->exits[i] < last->exits[i])
			moment->exits[i] = last->exits[i];
	}
}

/* The rows between two checkpoints; start: where the first moment is */
static void add_rows(struct timeline *timeline, const struct ends *ends,
		     const struct samples *samples, size_t to, double start)
{
	const size_t rows = samples->series.count, step = rows / TIMELINE_SAMPLES_MAX + 1;

	for (size_t row = 0; row < rows && timeline->count < TIMELINE_ROWS_MAX; row += step) {
		const uint64_t total = samples_cell(samples, row, samples->exits_column);
		const double us = (double)samples_cell(samples, row, samples->time_column) - start;

		if (total < ends->totals[to] && (to == 0 || total > ends->totals[to - 1]) &&
		    us < ends->moments[to].us)
			add_row(timeline, ends->slots, samples, row, &ends->moments[to], us);
	}
}

bool timeline_of(const struct run *run, const struct slots *slots, struct timeline *timeline)
{
	static struct ends ends;
	const struct record *record = run->record;
	const struct samples *samples;
	double start = 0;

	*timeline = (struct timeline){ 0 };
	if (!record || !record_is_counted(record) || record->begin.reasons == 0)
		return false;
	ends = (struct ends){ .run = run, .slots = slots };
	find_ends(&ends);
	samples = samples_of(&ends);
	if (!samples && record->host.tsc_khz == 0)
		return false;
	if (samples)
		start = sampled_time(&samples->series, ends.totals[0]);
	for (size_t i = 0; i < record->begin.checkpoints; i++) {
		const size_t first = timeline->count > 0 ? timeline->count - 1 : 0;

		if (samples) {
			ends.moments[i].us = sampled_time(&samples->series, ends.totals[i]) - start;
			add_rows(timeline, &ends, samples, i, start);
		}
		timeline->moments[timeline->count++] = ends.moments[i];
		if (timeline->count > first + 1)
			timeline->phases[timeline->phase_count++] =
				(struct timeline_phase){ i > 0 ? record->phases[i - 1].name : NULL,
							 first, timeline->count - 1 };
	}
	timeline->is_sampled = samples;
	return true;
}
