// SPDX-License-Identifier: GPL-2.0-only
/*
 * Exits over time, all and by reason: from the samples where these can be placed, else from
 * the checkpoints.
 */
#include <string.h>

#include "trace.h"

#define ALL       "exits"
#define BY_REASON "exits by reason"

static void put_value(struct trace *trace, const char **before, const char *key, uint64_t value)
{
	fprintf(trace->to, "%s\"%s\":%llu", *before, key, (unsigned long long)value);
	*before = ",";
}

static const char *begin_values(struct trace *trace, const char *name, uint64_t ns)
{
	trace_begin(trace, "C", name, ns);
	fputs(",\"args\":{", trace->to);
	return "";
}

static void end_values(struct trace *trace)
{
	fputc('}', trace->to);
	trace_end(trace);
}

static void put_all(struct trace *trace, uint64_t ns, uint64_t exits)
{
	const char *before = begin_values(trace, ALL, ns);

	put_value(trace, &before, "all", exits);
	end_values(trace);
}

/* Of the first parts; those that do not have it add nothing. */
static uint64_t sum_of(const struct trace *trace, size_t parts, const char *reason)
{
	uint64_t sum = 0, exits;

	for (size_t i = 0; i < parts; i++)
		if (reason ? part_reason_exits(&trace->parts[i], reason, &exits)
			   : part_value(&trace->parts[i], COUNTER_EXITS, &exits))
			sum += exits;
	return sum;
}

static void put_checkpoint(struct trace *trace, const struct part *all, size_t parts)
{
	const uint64_t ns = trace->ends[parts - 1];
	struct part_reason reason;
	const char *before = "";
	size_t at = 0;

	put_all(trace, ns, sum_of(trace, parts, NULL));
	if (!part_next_reason(all, &at, &reason))
		return;
	before = begin_values(trace, BY_REASON, ns);
	do
		put_value(trace, &before, reason.name, sum_of(trace, parts, reason.name));
	while (part_next_reason(all, &at, &reason));
	end_values(trace);
}

static void put_checkpoints(struct trace *trace)
{
	const struct part all = part_all(trace->set, trace->run);
	uint64_t exits;

	if (!part_value(&all, COUNTER_EXITS, &exits))
		return;
	for (size_t i = 0; i < trace->count; i++)
		put_checkpoint(trace, &all, i + 1);
}

/*
 * The time of a row: with a record, in the guest's TSC, as phases are; else since the first
 * row. 0 in that column: not known yet
 */
struct clock {
	const struct samples *samples;
	const struct record *record;
	size_t column;
};

static uint64_t ns_at(const struct clock *clock, size_t row)
{
	const uint64_t us = clock->samples->series.points[row].us;

	if (clock->record)
		return trace_ns(clock->record, samples_cell(clock->samples, row, clock->column));
	return us < TRACE_NS_MAX / 1000 ? us * 1000 : TRACE_NS_MAX;
}

/* A guest may set its TSC: then it is no clock. */
static bool is_clock(const struct clock *clock)
{
	uint64_t last = 0;

	if (clock->record && clock->column == clock->samples->columns)
		return false;
	for (size_t i = 0; i < clock->samples->series.count; i++) {
		const uint64_t ns = ns_at(clock, i);

		if (ns < last || ns >= TRACE_NS_MAX)
			return false;
		last = ns;
	}
	return true;
}

static void put_row(struct trace *trace, const struct clock *clock, size_t row)
{
	const struct samples *samples = clock->samples;
	const size_t length = strlen(SAMPLES_REASON);
	const uint64_t ns = ns_at(clock, row);
	const char *before = NULL;

	put_all(trace, ns, samples->series.points[row].exits);
	for (size_t i = 0; i < samples->columns; i++) {
		if (strncmp(samples->names[i], SAMPLES_REASON, length) != 0)
			continue;
		if (!before)
			before = begin_values(trace, BY_REASON, ns);
		put_value(trace, &before, samples->names[i] + length,
			  samples_cell(samples, row, i));
	}
	if (before)
		end_values(trace);
}

bool trace_counters(struct trace *trace)
{
	const struct run *run = &trace->set->runs[trace->run];
	struct clock clock = { run->samples, run->record, 0 };

	if (run->samples)
		clock.column = samples_column(run->samples, "guest_tsc");
	if (!run->samples || run_has_unaligned_samples(run) || !is_clock(&clock)) {
		put_checkpoints(trace);
		return run->record;
	}
	for (size_t i = 0; i < run->samples->series.count; i++)
		if (!clock.record || samples_cell(run->samples, i, clock.column) > 0)
			put_row(trace, &clock, i);
	return true;
}
