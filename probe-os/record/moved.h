/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How a reader treats the record of a VM that was moved: writers that do not notice
 * the move write differences below zero, near 2^64.
 */
#ifndef RECORD_MOVED_H
#define RECORD_MOVED_H

#include <stdbool.h>

#include "lib/text.h"
#include "record/record.h"

/* Whether a phase has a move that its writer did not notice */
bool record_moved_unnoticed(const struct record *record);

/* Whether a bench has differences below zero, so that it should be skipped */
bool record_bench_fell(const struct record_bench *bench);

/*
 * Leaves out what a writer did not notice, and corrects the sums and the verdict for
 * the rest. Returns NULL, or what is wrong.
 */
const char *record_leave_out_moved(struct record *record);

/* Writes "between A and B, during bench C"; nothing if nothing is left out. */
void record_say_moved(struct text *to, const struct record *record);

#endif
