// SPDX-License-Identifier: GPL-2.0-only
/*
 * Points in time out of checkpoints or samples.
 */
#include "run_series.h"

static uint64_t microseconds(uint64_t tsc, uint64_t khz)
{
	return tsc / khz * 1000 + tsc % khz * 1000 / khz;
}

static struct series from_checkpoints(const struct record *record)
{
	const struct record_checkpoint *first = &record->checkpoints[0];
	struct series series = { 0 };

	if (!record->host.patched || record->host.tsc_khz == 0)
		return series;
	for (uint64_t i = 0; i < record->begin.checkpoints; i++) {
		const struct record_checkpoint *now = &record->checkpoints[i];

		series_add(&series, microseconds(now->tsc - first->tsc, record->host.tsc_khz),
			   now->counters.exits);
	}
	return series;
}

struct series run_series(const struct run *run, enum series_source source)
{
	if (source == SERIES_FROM_CHECKPOINTS && run->record)
		return from_checkpoints(run->record);
	if (source == SERIES_FROM_SAMPLES && run->samples)
		return series_windows(&run->samples->series, SERIES_WINDOWS);
	return (struct series){ 0 };
}
