// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fills the record from samples, and checks the counts of a patched host.
 */
#include "hw/instructions.h"
#include "lib/text.h"
#include "probe/calibration.h"
#include "probe/causes.h"
#include "probe/collect.h"
#include "probe/host.h"
#include "probe/reasons.h"
#include "probe/verdict.h"

/* The record gets counters only if the host has the probe's version of the ABI. */
static void judge_host(struct record *record)
{
	bool signature = host_has_signature();
	bool counts = calibration_exact(&record->calibrations[CALIBRATION_READ]);
	const char *missing = signature ? host_abi_lacks() : NULL;

	record->host.patched = signature && !missing && counts;
	if (!signature)
		verdict_worsen(&record->end, VERDICT_UNPATCHED, "the host is not patched");
	else if (missing)
		verdict_worsen(&record->end, VERDICT_ERROR, missing);
	else if (!counts)
		verdict_worsen(&record->end, VERDICT_FAIL,
			       "the host has the signature leaf but two reads do not differ by 1");
}

void collect_host(struct record *record)
{
	judge_host(record);
	verdict_worsen(&record->end, VERDICT_ERROR, host_describe(&record->host));
}

static void collect_checkpoint(struct record *record, size_t id, const struct point *point)
{
	struct record_checkpoint *checkpoint = &record->checkpoints[id];
	struct text name = text_in(checkpoint->name, sizeof(checkpoint->name));

	checkpoint->id = id;
	checkpoint->tsc = point->sample->tsc;
	text_string(&name, point->name);
	if (!record->host.patched)
		return;
	sample_decode(point->sample, &checkpoint->counters);
	checkpoint->generation = sample_generation(point->sample);
}

/* Own reads in the phase that ends at a point: those after the latch of the sample
 * before, up to the latch of this one */
static uint64_t reads_of(const struct point *point)
{
	return sample_reads_after_latch(point[-1].sample) + point->reads + 1;
}

static void collect_exits(struct record *record, const struct point points[], size_t count,
			  uint64_t cause_lines)
{
	const struct sample *samples[RECORD_CHECKPOINTS_MAX];

	for (size_t i = 0; i < count; i++)
		samples[i] = points[i].sample;
	verdict_worsen(&record->end, VERDICT_ERROR,
		       reasons_collect(record, samples, host_buckets()));
	if (record->host.causes && record->begin.reasons && !record_is_moved(record))
		verdict_worsen(&record->end, VERDICT_ERROR,
			       causes_collect(record, samples, cause_lines));
}

static void judge_counters(struct record *record, const struct point points[], size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (!record->phases[i - 1].moved &&
		    record->phases[i - 1].reads < reads_of(&points[i]))
			verdict_worsen(&record->end, VERDICT_FAIL,
				       "a phase has fewer exits than the probe's own reads");
}

/* Names the first move. */
static void judge_moved(struct record *record, size_t count)
{
	char reason[sizeof(record->end.reason)];
	struct text text = text_in(reason, sizeof(reason));
	size_t id = 1;

	while (id < count && !record->phases[id - 1].moved)
		id++;
	if (id == count)
		return;
	text_string(&text, "moved between ");
	text_string(&text, record->checkpoints[id - 1].name);
	text_string(&text, " and ");
	text_string(&text, record->checkpoints[id].name);
	verdict_worsen(&record->end, VERDICT_MOVED, reason);
}

/* The host was described after the last sample: its mode must be that of the sample. */
static void judge_mode(struct record *record, size_t count)
{
	uint64_t now;

	cpuid(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_EXITS);
	now = cpuid_first(cpuid(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_GENERATION));
	if (record_generations_differ(record->checkpoints[count - 1].generation, now))
		verdict_worsen(&record->end, VERDICT_MOVED, "moved after the last checkpoint");
}

void collect_points(struct record *record, const struct point points[], size_t count,
		    uint64_t cause_lines)
{
	record->begin.version = RECORD_VERSION;
	record->begin.checkpoints = count;
	for (size_t i = 0; i < count; i++)
		collect_checkpoint(record, i, &points[i]);
	for (size_t i = 1; i < count; i++)
		record->phases[i - 1] = record_phase_of(record, i, reads_of(&points[i]));
	judge_moved(record, count);
	if (record->host.patched) {
		collect_exits(record, points, count, cause_lines);
		judge_counters(record, points, count);
		judge_mode(record, count);
	}
}

void collect_close(struct record *record)
{
	record->begin.lines = record_lines(&record->begin);
	record->end.lines = record->begin.lines;
}
