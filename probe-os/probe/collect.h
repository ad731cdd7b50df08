/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Fills a record from samples, for the probe and for exit-probe in Linux.
 */
#ifndef PROBE_COLLECT_H
#define PROBE_COLLECT_H

#include <stddef.h>

#include "probe/sample.h"

/* A passed checkpoint */
struct point {
	const char *name;
	const struct sample *sample;
	uint64_t reads; /* own reads in the phase that ends here, without the samples' */
};

/* Checks and describes the host; the calibrations must be there. */
void collect_host(struct record *record);

/*
 * Fills in checkpoints, phases, reasons and causes; the host and the calibrations must be
 * there. The latch must still be that of the last point. cause_lines: see causes_collect().
 */
void collect_points(struct record *record, const struct point points[], size_t count,
		    uint64_t cause_lines);

/* Counts the lines; add nothing after this. */
void collect_close(struct record *record);

#endif
