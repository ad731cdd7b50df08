/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The record of this boot, up to now.
 */
#ifndef READER_BOOT_RECORD_H
#define READER_BOOT_RECORD_H

#include "store.h"

/* The cost of the reader itself, as far as it can measure it */
struct own_cost {
	uint64_t reads; /* of the counters */
	uint64_t exits; /* from its first instruction to its last, reads included */
};

/*
 * Takes the sample of a checkpoint, with which a phase of the host ends; adds the reads that
 * find its number.
 */
void boot_record_take(struct stored *stored);

/*
 * Takes the last sample and makes a record with it and the stored ones. The caller
 * holds the lock of the store. Returns NULL, or an error without a record.
 */
const char *boot_record(int store, struct record *record, struct own_cost *cost);

#endif
