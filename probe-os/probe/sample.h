/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A sample: the guest's TSC, and the table and the totals of one moment, as read.
 */
#ifndef PROBE_SAMPLE_H
#define PROBE_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "exit_probe_abi.h"
#include "hw/cpuid_registers.h"
#include "probe/marks.h"
#include "probe/sample_layout.h"
#include "record/record.h"

struct sample {
	uint64_t tsc;
	uint32_t repeats; /* of the latching read, for the vCPUs that were left */
	uint32_t phase;   /* number of the host's phase that ends here; 0: it was not told */
	struct cpuid totals[SAMPLE_TOTALS];
	struct cpuid latch; /* EAX: how many rows the host has */
	struct cpuid rows[SAMPLE_ROWS];
};

/* phase: 0, or what sample_running_phase() returned, and one more each time. mark: see marks.h */
void sample_take(struct sample *sample, uint32_t phase, uint32_t mark);

/*
 * The phase that runs on a patched host, for the next sample to end it; 0 if the host has
 * none. One read.
 */
uint32_t sample_running_phase(void);

/* The same from the host's answer */
uint32_t sample_phase_in(const struct cpuid *causes);

/*
 * Latches table and totals, which ends the sample's phase; repeats the read while vCPUs are
 * left, up to a limit.
 */
void sample_latch(struct sample *sample);

/*
 * Whether the last latching read gave a number of rows and left no vCPU. Otherwise nothing
 * more was read: the host is not patched, or its answers are wrong.
 */
bool sample_is_latched(const struct sample *sample);

/* Decodes the registers; they must come from a patched host. */
void sample_decode(const struct sample *sample, struct record_counters *counters);

/* The generation; 0 if the sample is not valid */
uint64_t sample_generation(const struct sample *sample);

/* Number of rows read: the host's, limited to SAMPLE_ROWS */
size_t sample_rows(const struct sample *sample);

/* Number of reads after the first, which latches the sample of up to 64 vCPUs */
uint64_t sample_reads_after_latch(const struct sample *sample);

/* A row, with exits modulo 2^32 as in the ABI */
struct record_count sample_row(const struct sample *sample, size_t row);

/* The row of a reason; zeros if there is none */
struct record_count sample_of_reason(const struct sample *sample, uint32_t code);

/* The difference of a reason's counts, with fewer than 2^32 exits */
struct record_count sample_difference(const struct sample *from, const struct sample *to,
				      uint32_t code);

#endif
