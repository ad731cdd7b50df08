// SPDX-License-Identifier: GPL-2.0-only
/*
 * Points in time from checkpoints or samples.
 */
#include "run_series.h"

_Static_assert(RECORD_CHECKPOINTS_MAX <= SERIES_RATED_MAX, "a point for each checkpoint");
_Static_assert(SERIES_WINDOWS + 1 <= SERIES_RATED_MAX, "a point for each window's end");

static uint64_t microseconds(uint64_t tsc, uint64_t khz)
{
	return tsc / khz * 1000 + tsc % khz * 1000 / khz;
}

/* Adds phase after phase. A phase in which the VM was moved has no time and no exits. */
static struct series from_checkpoints(const struct record *record, struct point *room)
{
	struct series series = series_in(room, SERIES_RATED_MAX);
	uint64_t tsc = 0, exits = record->checkpoints[0].counters.exits;

	if (!record->host.patched || record->host.tsc_khz == 0)
		return series;
	series_add(&series, 0, exits);
	for (uint64_t i = 0; i + 1 < record->begin.checkpoints; i++) {
		tsc += record->phases[i].tsc;
		exits += record->phases[i].counters.exits;
		series_add(&series, microseconds(tsc, record->host.tsc_khz), exits);
	}
	return series;
}

struct series run_series(const struct run *run, enum rate_source source,
			 struct point room[SERIES_RATED_MAX])
{
	if (source == RATE_OF_CHECKPOINTS && run->record)
		return from_checkpoints(run->record, room);
	if (source == RATE_OF_SAMPLES && run->samples)
		return series_windows(&run->samples->series, SERIES_WINDOWS, room);
	return series_in(room, SERIES_RATED_MAX);
}
