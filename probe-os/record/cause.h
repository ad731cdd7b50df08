/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Causes of exits for people: which are the largest, and what they are.
 */
#ifndef RECORD_CAUSE_H
#define RECORD_CAUSE_H

#include "lib/text.h"
#include "record/record.h"

/* Writes what the cause is: port 0x3f8 write, cr 0 read. */
void cause_put(struct text *to, const struct record_cause *cause);

/* Whether it is a read of the counters themselves */
bool cause_is_own_read(const struct record_cause *cause);

/* Rows of a table: the largest before the first checkpoint, and those of all phases */
#define CAUSE_ROWS_BEFORE 4
#define CAUSE_ROWS_PHASES 8

/*
 * The next cause in descending order of exits, of those before the first checkpoint or of
 * those of the phases; without those of no known cause and the reads of the counters. The
 * number of causes means none: pass it to start; it is returned at the end.
 */
uint64_t cause_next_largest(const struct record *record, bool before, uint64_t after);

#endif
