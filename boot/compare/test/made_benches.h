/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Synthetic records of benchmarks: plausible and valid.
 */
#ifndef TEST_MADE_BENCHES_H
#define TEST_MADE_BENCHES_H

#include "record/record.h"

/* The minimal OS with benchmarks, on a patched host or on another; each seed varies them. */
void make_benches(struct record *record, unsigned int seed);
void make_stock_benches(struct record *record, unsigned int seed);

/* The same with an operation that does not exit there */
void make_calm_benches(struct record *record, unsigned int seed);

/* The same with a benchmark that failed */
void make_failed_benches(struct record *record, unsigned int seed);

#endif
