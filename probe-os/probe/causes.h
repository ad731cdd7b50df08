/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Collects the causes of exits from the host into the record.
 */
#ifndef PROBE_CAUSES_H
#define PROBE_CAUSES_H

#include "probe/sample.h"

/*
 * The record must have its reasons; samples are those of its checkpoints. The latch must
 * still be that of the last one. The record gets at most that many lines, RECORD_CAUSES_MAX
 * at most. Returns NULL, or what is wrong; the record then has no causes.
 */
const char *causes_collect(struct record *record, const struct sample *const samples[],
			   uint64_t lines);

#endif
