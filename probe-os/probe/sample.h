/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A sample: the guest's TSC, and the table and the totals of one moment, raw
 * as they were read.
 */
#ifndef PROBE_SAMPLE_H
#define PROBE_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "exit_probe_abi.h"
#include "hw/cpuid_registers.h"
#include "probe/sample_layout.h"
#include "record/record.h"

struct sample {
	uint64_t tsc;
	struct cpuid totals[SAMPLE_TOTALS];
	struct cpuid latch; /* EAX: how many rows the host has */
	struct cpuid rows[SAMPLE_ROWS];
};

void sample_take(struct sample *sample);

/* What the registers mean, were they read on a patched host. */
void sample_decode(const struct sample *sample, struct record_counters *counters);

/* How many rows were read: what the host has, as far as there is room. */
size_t sample_rows(const struct sample *sample);

/* The read that latches a sample comes first; so many follow it. */
uint64_t sample_reads_after_latch(const struct sample *sample);

/* A row, exits modulo 2^32 as the ABI has them there */
struct record_count sample_row(const struct sample *sample, size_t row);

/* That of a reason; zeros where it has none */
struct record_count sample_of_reason(const struct sample *sample, uint32_t code);

/* What a reason has more in the later sample; fewer than 2^32 exits */
struct record_count sample_difference(const struct sample *from, const struct sample *to,
				      uint32_t code);

#endif
