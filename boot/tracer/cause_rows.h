/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The causes of a traced boot by the phases of its record.
 */
#ifndef TRACER_CAUSE_ROWS_H
#define TRACER_CAUSE_ROWS_H

#include "account.h"
#include "trace_record.h"

struct cause_row {
	uint64_t phase; /* as in the record; behind its last one: after the last checkpoint */
	uint32_t reason, kind, access;
	uint64_t detail, width, exits, kernel;
	uint64_t unknown; /* as in struct cause */
};

/* Up to CAUSES_MAX rows in the order of the record; how many there are */
size_t cause_rows(const struct account *account, const struct chosen *chosen,
		  struct cause_row *rows);

/* The order of the record, for qsort() */
int cause_rows_order(const void *left, const void *right);

/* Brings rows in that order, and makes one of those that are the same; how many are left */
size_t cause_rows_merge(struct cause_row *rows, size_t count);

/* What is left of a row whose cause is not listed */
void cause_row_make_other(struct cause_row *row);

#endif
