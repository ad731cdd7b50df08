/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Collects exits by reason from the samples into the record.
 */
#ifndef PROBE_REASONS_H
#define PROBE_REASONS_H

#include <stddef.h>

#include "probe/sample.h"

/* Exits from one sample to another of the same host that no host interrupt caused */
uint64_t reasons_own_exits(const struct sample *from, const struct sample *to, uint32_t vendor);

/*
 * The record must have its checkpoints and phases; samples are those of its
 * checkpoints. The latch must still be that of the last one: range, blocked and
 * histogram, with so many buckets, are read from it. Returns NULL, or what is wrong; the record
 * then has no reasons.
 */
const char *reasons_collect(struct record *record, const struct sample *const samples[],
			    uint32_t buckets);

#endif
