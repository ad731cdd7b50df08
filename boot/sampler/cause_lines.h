/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The record's lines of causes, of which it has room for the largest only.
 */
#ifndef SAMPLER_CAUSE_LINES_H
#define SAMPLER_CAUSE_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "record/record.h"

struct cause_row {
	uint64_t phase; /* as in the record; behind its last one: after the last checkpoint */
	uint32_t reason, kind, access;
	uint64_t detail, width, exits, kernel;
	uint64_t unknown; /* that many exits may be of any cause of the reason */
};

/* The order of the record, for qsort() */
int cause_rows_order(const void *left, const void *right);

/* The most frequent first */
int cause_rows_by_exits(const void *left, const void *right);

/* Brings rows in the record's order, and makes one of those that are the same; how many are left */
size_t cause_rows_merge(struct cause_row *rows, size_t count);

/* Whether it is a cause, not what is left of a reason */
bool cause_row_is_listed(const struct cause_row *row);

/* What is left of a row whose cause is not listed */
void cause_row_make_other(struct cause_row *row);

/* Its line */
struct record_cause cause_line(const struct cause_row *row, uint32_t vendor);

/* Fills in the lines of rows in the record's order; the record has its reasons. */
void cause_lines_put(struct record *record, struct cause_row *rows, size_t count);

#endif
