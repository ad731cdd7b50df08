/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A sample: the guest's TSC and the raw registers of the totals, as read.
 */
#ifndef PROBE_SAMPLE_H
#define PROBE_SAMPLE_H

#include <stdint.h>

#include "exit_probe_abi.h"
#include "hw/cpuid_registers.h"
#include "probe/sample_layout.h"
#include "record/record.h"

struct sample {
	uint64_t tsc;
	struct cpuid items[SAMPLE_READS];
};

void sample_take(struct sample *sample);

/* What the registers mean, were they read on a patched host. */
void sample_decode(const struct sample *sample, struct record_counters *counters);

#endif
