/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Whether samples and record are of one VM: between two samples, all counters have to
 * reach the values at the end of the record. Samples that begin later prove nothing.
 * The times of both may differ, as a VM may be paused, but not by a wrong unit.
 */
#ifndef COMPARE_AGREEMENT_H
#define COMPARE_AGREEMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "record/record.h"

#define AGREEMENT_COLUMNS_MAX 128

/* The range of a column at the end of the record */
struct agreement_column {
	const char *name;
	size_t column;
	uint64_t min, max;
};

struct span {
	uint64_t from, to;
	bool has_from, has_to;
};

struct agreement {
	const struct record *record; /* NULL: nothing to check */
	struct agreement_column columns[AGREEMENT_COLUMNS_MAX];
	size_t count;
	uint64_t rows,
		rows_before;  /* rows_before: the last one that can precede the record's end */
	bool is_reached;      /* a row has the values of the record */
	uint64_t reached;     /* the first such row */
	uint64_t first_exits; /* exits in the first row */
	/* Microseconds between rows that surely enclose the record, and between rows within it */
	struct span around, within;
	/* The first column that exceeded the record, its value, and the exits in that row */
	const struct agreement_column *ahead;
	uint64_t ahead_value, ahead_exits;
};

/* Checks only records that count one VM and in which it was not moved. */
void agreement_start(struct agreement *agreement, const struct record *record);

/* Tells that the samples have a column of that name. */
void agreement_column(struct agreement *agreement, const char *name, size_t column);

/* Adds a row of the samples, at that time in microseconds. */
void agreement_row(struct agreement *agreement, const uint64_t *values, uint64_t us,
		   uint64_t exits);

/* False and the error in why if they disagree. exits: those of the last row */
bool agreement_holds(const struct agreement *agreement, uint64_t exits, char *why, size_t size);

#endif
