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
		expect(agreement, name, column, end.exits,
		       end.exits + end.passes + end.nested_exits);
	if (strcmp(name, "counted") == 0)
		expect(agreement, name, column, end.exits, end.exits);
	for (unsigned int i = COUNTER_USERSPACE_EXITS; i < COUNTERS; i++)
		if (strcmp(name, counter_name(i)) == 0)
			expect(agreement, name, column, *counter_of(&end, i), *counter_of(&end, i));
	for (uint64_t i = 0; i < record->begin.reasons; i++) {
		const struct record_reason *reason = &record->reasons[i];
		uint64_t exits = reason->before.exits + reason->boot.exits;

		if (strncmp(name, SAMPLES_REASON, strlen(SAMPLES_REASON)) == 0 &&
		    strcmp(name + strlen(SAMPLES_REASON), reason->name) == 0)
			expect(agreement, name, column, exits, exits);
	}
}

void agreement_row(struct agreement *agreement, const uint64_t *values, uint64_t exits)
{
	bool is_before = true, is_after = true;

	if (agreement->rows++ == 0)
		agreement->first_exits = exits;
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
	if (agreement->first_exits >= end + last.passes + last.nested_exits) {
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
		return true;
	snprintf(why, size,
		 "samples of another VM: at %llu exits their %s is %llu, but the record ends with "
		 "%llu at %llu exits",
		 (unsigned long long)(ahead ? agreement->ahead_exits : exits),
		 ahead ? ahead->name : "total",
		 (unsigned long long)(ahead ? agreement->ahead_value : exits),
		 (unsigned long long)(ahead ? ahead->max : end), end);
	return false;
}
