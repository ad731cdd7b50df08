// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sorts rows.
 */
#include <stdlib.h>
#include <string.h>

#include "gate_list.h"

static bool is_of_all_phases(const struct gate_row *row)
{
	return strcmp(row->phase, EXITS_ALL) == 0;
}

static bool is_listed(const struct gate_pair *pair, const struct gate_row *row)
{
	if (row == gate_all_exits(pair) || (row->is_host && is_of_all_phases(row)))
		return true;
	return row->is_missing || row->is_certain || (pair->is_exact && row->change != 0);
}

static uint64_t size_of(const struct gate_row *row)
{
	return row->change < 0 ? -(uint64_t)row->change : (uint64_t)row->change;
}

/* The array of rows has all exits first. */
static int by_size(const void *a, const void *b)
{
	const struct gate_row *x = *(const struct gate_row *const *)a;
	const struct gate_row *y = *(const struct gate_row *const *)b;

	if (x->is_host != y->is_host)
		return x->is_host ? 1 : -1;
	if (size_of(x) != size_of(y))
		return size_of(x) < size_of(y) ? 1 : -1;
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
