/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Synthetic records for tests: plausible and valid.
 */
#ifndef TEST_MADE_RECORD_H
#define TEST_MADE_RECORD_H

#include <stdio.h>

#include "record/record.h"

/* A minimal OS of three phases, one of them the calibration */
void make_minimal(struct record *record);

/* A full boot from entry to login; each seed varies the numbers. */
void make_full(struct record *record, unsigned int seed);

/* Updates all sums after a change of checkpoints or reasons. */
void make_sums(struct record *record);

/* Moves the VM in the phase that ends at that checkpoint. */
void make_moved(struct record *record, uint64_t id);

/* Adds the causes of a full boot: by port, MSR and address, or by the guest's RIP. */
void make_causes(struct record *record);
void make_rip(struct record *record);

/*
 * The boot of make_full(record, 0) with causes, on a host of Intel: the guest's port, MSR and MMIO
 * accesses are the same; interrupts, memory and a polled port are not.
 */
void make_intel_causes(struct record *record);

/* Removes nine tenths of the exits of COM1 from the causes, and from all sums. */
void make_quiet(struct record *record);

/* Removes reasons and causes. */
void strip_reasons(struct record *record);

void write_record(FILE *to, const struct record *record);

#endif
