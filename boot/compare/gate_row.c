// SPDX-License-Identifier: GPL-2.0-only
/*
 * All exits are the first row.
 */
#include "gate_row.h"
#include "gate_share.h"

#define THOUSANDTH 1000

const struct gate_row *gate_all_exits(const struct gate_pair *pair)
{
	return pair->count > 0 ? &pair->rows[0] : NULL;
}

uint64_t gate_limit(uint32_t share, const struct gate_pair *pair, const struct gate_row *row)
{
	const uint64_t part = gate_part_of(row->from.median, share);
	const uint64_t least = gate_all_exits(pair)->from.median / THOUSANDTH;

	return part > least ? part : least;
}

bool gate_row_counts(const struct gate_pair *pair, const struct gate_row *row)
{
	return pair->is_exact || !row->is_host;
}

uint64_t gate_row_size(const struct gate_row *row)
{
	return row->change < 0 ? -(uint64_t)row->change : (uint64_t)row->change;
}
