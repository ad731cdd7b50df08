/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Exits by reason: out of the samples, into the record.
 */
#ifndef PROBE_REASONS_H
#define PROBE_REASONS_H

#include <stddef.h>

#include "probe/sample.h"

/*
 * The record has its checkpoints and phases; samples are those of its
 * checkpoints. The latch must still be that of the last one: what a sample
 * does not hold is read out of it, so many buckets of a histogram each. NULL,
 * or what is wrong; the record then has no reasons.
 */
const char *reasons_collect(struct record *record, const struct sample *const samples[],
			    uint32_t buckets);

#endif
