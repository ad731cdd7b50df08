// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sorts rows.
 */
#include <stdlib.h>

#include "gate_list.h"

static bool is_listed(const struct gate_pair *pair, const struct gate_row *row)
{
	if (row == gate_all_exits(pair) || (row->is_host && exits_is_all(row->phase)))
		return true;
	return row->is_missing || row->is_certain || (pair->is_exact && row->change != 0);
}

/* The array of rows has all exits first. */
static int by_size(const void *a, const void *b)
{
	const struct gate_row *x = *(const struct gate_row *const *)a;
	const struct gate_row *y = *(const struct gate_row *const *)b;

	if (x->is_host != y->is_host)
		return x->is_host ? 1 : -1;
	if (gate_row_size(x) != gate_row_size(y))
		return gate_row_size(x) < gate_row_size(y) ? 1 : -1;
	return x < y ? -1 : x > y;
}

bool gate_list(struct gate_pair *pair)
{
	pair->listed = calloc(pair->count, sizeof(*pair->listed));
	for (size_t i = 0; pair->listed && i < pair->count; i++) {
		const struct gate_row *row = &pair->rows[i];

		if (is_listed(pair, row))
			pair->listed[pair->listed_count++] = row;
		else if (row->answer == GATE_CANNOT_TELL)
			pair->hidden++;
		else
			pair->same++;
	}
	if (pair->listed_count > 1)
		qsort(pair->listed + 1, pair->listed_count - 1, sizeof(*pair->listed), by_size);
	return pair->listed;
}

/* A reason says most; then a reason in a phase, a phase, and all exits. */
static unsigned int kind_of(const struct gate_row *row)
{
	if (exits_is_all(row->reason))
		return !exits_is_all(row->phase);
	return exits_is_all(row->phase) ? 3 : 2;
}

static bool is_larger(const struct gate_row *row, const struct gate_row *than)
{
	if (kind_of(row) != kind_of(than))
		return kind_of(row) > kind_of(than);
	return gate_row_size(row) > gate_row_size(than);
}

static bool can_be_named(const struct gate_pair *pair, const struct gate_row *row)
{
	if (row->is_missing || row->change == 0 || !gate_row_counts(pair, row))
		return false;
	return row->answer == pair->answer ||
	       (pair->answer != GATE_WORSE && pair->answer != GATE_BETTER);
}

const struct gate_row *gate_largest(const struct gate_pair *pair)
{
	const struct gate_row *largest = NULL;

	for (size_t i = 0; i < pair->count; i++)
		if (can_be_named(pair, &pair->rows[i]) &&
		    (!largest || is_larger(&pair->rows[i], largest)))
			largest = &pair->rows[i];
	return largest;
}
