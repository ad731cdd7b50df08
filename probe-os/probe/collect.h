/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The part of a record that comes out of samples, whoever took them.
 */
#ifndef PROBE_COLLECT_H
#define PROBE_COLLECT_H

#include <stddef.h>

#include "probe/sample.h"

/* A checkpoint that was passed */
struct point {
	const char *name;
	const struct sample *sample;
	uint64_t reads; /* in the phase that ends here, besides those of the samples */
};

/* Whether the host counts as it must; the calibrations are there. */
void collect_host(struct record *record);

/*
 * Checkpoints, phases and reasons; the host and the calibrations are there. The
 * latch must still be that of the last point.
 */
void collect_points(struct record *record, const struct point points[], size_t count);

/* Counts the lines; nothing may be added behind that. */
void collect_close(struct record *record);

#endif
