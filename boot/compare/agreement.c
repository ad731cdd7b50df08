// SPDX-License-Identifier: GPL-2.0-only
/*
 * Counters never decrease. So the first rows have at most the values of the record, and
 * the last rows have at least these values. One row between them may have been read
 * while the record ended.
 */
#include <stdio.h>
#include <string.h>

#include "agreement.h"
#include "counters.h"
#include "exit_probe_abi.h"

/* More than a pause of the VM usually takes, less than a wrong unit */
#define UNIT_FACTOR 300

void agreement_start(struct agreement *agreement, const struct record *record)
{
	memset(agreement, 0, sizeof(*agreement));
	if (record && record->host.patched && record->host.scope == EXIT_PROBE_SCOPE_VM &&
	    !record_is_moved(record))
		agreement->record = record;
}

static void expect(struct agreement *agreement, const char *name, size_t column, uint64_t min,
		   uint64_t max)
{
	if (agreement->count < AGREEMENT_COLUMNS_MAX)
		agreement->columns[agreement->count++] =
			(struct agreement_column){ name, column, min, max };
}

void agreement_column(struct agreement *agreement, const char *name, size_t column)
{
	const struct record *record = agreement->record;
	struct record_counters end;

	if (!record)
		return;
	end = record->checkpoints[record->begin.checkpoints - 1].counters;
	/* KVM's own statistic also has failed or emulated entries, and nested exits. */
	if (strcmp(name, "exits") == 0)
		expect(agreement, name, column, end.exits, counters_all_exits(&end));
	if (strcmp(name, "counted") == 0)
		expect(agreement, name, column, end.exits, end.exits);
	for (unsigned int i = COUNTER_USERSPACE_EXITS; i < COUNTERS; i++)
		if (strcmp(name, counter_name(i)) == 0 && counter_is_known(record, i))
			expect(agreement, name, column, *counter_of(&end, i), *counter_of(&end, i));
	for (uint64_t i = 0; i < record->begin.reasons; i++) {
		const struct record_reason *reason = &record->reasons[i];
		uint64_t exits = reason->before.exits + reason->boot.exits;

		if (strncmp(name, SAMPLES_REASON, strlen(SAMPLES_REASON)) == 0 &&
		    strcmp(name + strlen(SAMPLES_REASON), reason->name) == 0)
			expect(agreement, name, column, exits, exits);
	}
}

static void set_from(struct span *span, uint64_t us)
{
	span->from = us;
	span->has_from = true;
}

static void set_to(struct span *span, uint64_t us)
{
	span->to = us;
	span->has_to = true;
}

static void add_time(struct agreement *agreement, uint64_t us, uint64_t exits)
{
	const struct record_checkpoint *first = agreement->record->checkpoints,
				       *last = first + agreement->record->begin.checkpoints - 1;

	if (exits <= first->counters.exits)
		set_from(&agreement->around, us);
	if (exits >= counters_all_exits(&first->counters) && !agreement->within.has_from)
		set_from(&agreement->within, us);
	if (exits <= last->counters.exits)
		set_to(&agreement->within, us);
	if (exits >= counters_all_exits(&last->counters) && !agreement->around.has_to)
		set_to(&agreement->around, us);
}

/* 0 if unknown */
static uint64_t span_us(const struct span *span)
{
	return span->has_from && span->has_to && span->to > span->from ? span->to - span->from : 0;
}

/* Seconds or microseconds instead of milliseconds are a factor of a thousand. */
static bool has_wrong_unit(const struct agreement *agreement, char *why, size_t size)
{
	const struct record *record = agreement->record;
	const uint64_t tsc =
		record->checkpoints[record->begin.checkpoints - 1].tsc - record->checkpoints[0].tsc;
	const double wanted =
		record->host.tsc_khz ? (double)tsc * 1000 / (double)record->host.tsc_khz : 0;
	const double most = (double)span_us(&agreement->around),
		     least = (double)span_us(&agreement->within);
	const bool is_short = most > 0 && most * UNIT_FACTOR < wanted;

	if (wanted <= 0 || (!is_short && least < wanted * UNIT_FACTOR))
		return false;
	snprintf(why, size,
		 "the samples take %.1f ms for what takes %.1f ms in the record: time_ms has to be "
		 "in milliseconds",
		 (is_short ? most : least) / 1000, wanted / 1000);
	return true;
}

void agreement_row(struct agreement *agreement, const uint64_t *values, uint64_t us, uint64_t exits)
{
	bool is_before = true, is_after = true;

	if (agreement->rows++ == 0)
		agreement->first_exits = exits;
	if (agreement->record)
		add_time(agreement, us, exits);
	for (size_t i = 0; i < agreement->count; i++) {
		const struct agreement_column *column = &agreement->columns[i];
		uint64_t value = values[column->column];

		is_after = is_after && value >= column->min;
		if (value <= column->max)
			continue;
		is_before = false;
		if (!agreement->ahead) {
			agreement->ahead = column;
			agreement->ahead_value = value;
			agreement->ahead_exits = exits;
		}
	}
	if (is_before)
		agreement->rows_before = agreement->rows;
	if (is_after && !agreement->is_reached) {
		agreement->is_reached = true;
		agreement->reached = agreement->rows;
	}
}

bool agreement_holds(const struct agreement *agreement, uint64_t exits, char *why, size_t size)
{
	const struct record *record = agreement->record;
	const struct agreement_column *ahead = agreement->ahead;
	struct record_counters last;
	unsigned long long end;

	if (!record)
		return true;
	last = record->checkpoints[record->begin.checkpoints - 1].counters;
	end = last.exits;
	if (agreement->first_exits >= counters_all_exits(&last)) {
		snprintf(why, size,
			 "the samples begin at %llu exits, after the end of the record at %llu: "
			 "start the sampler before the VM",
			 (unsigned long long)agreement->first_exits, end);
		return false;
	}
	if (!agreement->is_reached && exits < end) {
		snprintf(why, size,
			 "samples of another VM, or truncated: they end at %llu exits, the record "
			 "ends at %llu",
			 (unsigned long long)exits, end);
		return false;
	}
	if (agreement->is_reached && agreement->reached <= agreement->rows_before + 2)
		return !has_wrong_unit(agreement, why, size);
	snprintf(why, size,
		 "samples of another VM: at %llu exits their %s is %llu, but the record ends with "
		 "%llu at %llu exits",
		 (unsigned long long)(ahead ? agreement->ahead_exits : exits),
		 ahead ? ahead->name : "total",
		 (unsigned long long)(ahead ? agreement->ahead_value : exits),
		 (unsigned long long)(ahead ? ahead->max : end), end);
	return false;
}
