/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Whether samples and record are of one VM: between two samples all counters have to
 * pass what the record has at its end.
 */
#ifndef COMPARE_AGREEMENT_H
#define COMPARE_AGREEMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "record/record.h"

#define AGREEMENT_COLUMNS_MAX 128

/* What a column has at the end of the record, at least and at most */
struct agreement_column {
	const char *name;
	size_t column;
	uint64_t least, most;
};

struct agreement {
	const struct record *record; /* NULL: there is nothing to agree with */
	struct agreement_column columns[AGREEMENT_COLUMNS_MAX];
	size_t count;
	uint64_t rows, rows_before; /* those that the record's end can be behind */
	bool is_reached;            /* a row has all that the record has */
	uint64_t reached;           /* the first of these */
	/* The first column that was ahead of the record, when it first was, and exits then */
	const struct agreement_column *ahead;
	uint64_t ahead_value, ahead_exits;
};

/* Only counters of the one VM can agree, and only if it stayed on its host. */
void agreement_start(struct agreement *agreement, const struct record *record);

/* The samples have a column of that name. */
void agreement_column(struct agreement *agreement, const char *name, size_t column);

/* A row of the samples, all columns of it */
void agreement_row(struct agreement *agreement, const uint64_t *values, uint64_t exits);

/* What is wrong, in why, where the last row has so many exits; true if nothing is */
bool agreement_holds(const struct agreement *agreement, uint64_t exits, char *why, size_t size);

#endif
