/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Records made up for tests: plausible, valid, and of no boot that ever was.
 */
#ifndef TEST_MADE_RECORD_H
#define TEST_MADE_RECORD_H

#include <stdio.h>

#include "record/record.h"

/* A minimal OS of three phases, one of them the calibration */
void make_minimal(struct record *record);

/* A full boot from initramfs to login; each seed varies it a little. */
void make_full(struct record *record, unsigned int seed);

/* Makes all sums right again after checkpoints or reasons were changed. */
void make_sums(struct record *record);

/* Moves the VM in the phase that ends at that checkpoint. */
void make_moved(struct record *record, uint64_t id);

/* Takes the reasons out. */
void strip_reasons(struct record *record);

void write_record(FILE *to, const struct record *record);

#endif
