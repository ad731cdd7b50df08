/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a reader makes of the record of a VM that was moved: writers that do not
 * notice have differences below zero in it, near 2^64.
 */
#ifndef RECORD_MOVED_H
#define RECORD_MOVED_H

#include <stdbool.h>

#include "lib/text.h"
#include "record/record.h"

/* Whether a phase should be and is not */
bool record_moved_unnoticed(const struct record *record);

/* Whether a bench has differences below zero: it should be skipped and is not. */
bool record_bench_fell(const struct record_bench *bench);

/*
 * Leaves out what a writer did not notice, and makes the sums and the verdict
 * right for what is left. NULL, or what is wrong with that.
 */
const char *record_leave_out_moved(struct record *record);

/* "between A and B, during bench C"; nothing if nothing is left out */
void record_say_moved(struct text *to, const struct record *record);

#endif
