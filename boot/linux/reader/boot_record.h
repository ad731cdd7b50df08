/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The record of this boot, up to now.
 */
#ifndef READER_BOOT_RECORD_H
#define READER_BOOT_RECORD_H

#include "store.h"

/* What the reader itself cost, as far as it can see that */
struct own_cost {
	uint64_t reads; /* of the counters */
	uint64_t exits; /* from its first instruction to its last, reads included */
};

/*
 * Takes the last sample and makes a record of it and the stored ones; the lock
 * of the store is held. NULL, or what is wrong: there is no record then.
 */
const char *boot_record(int store, struct record *record, struct own_cost *cost);

#endif
