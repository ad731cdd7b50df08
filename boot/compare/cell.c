// SPDX-License-Identifier: GPL-2.0-only
/*
 * A number, a time or a share. A share and a mean are of the medians, and have no range.
 */
#include "cell.h"

static const char *put_time(char to[NUMBER_SIZE], const struct grid_cell *cell, double cycles)
{
	if (cell->kind == CELL_GUEST_MS)
		return format_time(to, cycles, (double)set_record(cell->set)->host.tsc_khz);
	return format_time(to, cycles,
			   (double)set_host_khz(cell->set) / (cell->kind == CELL_MS ? 1 : 1000));
}

static void put(char to[NUMBER_SIZE], const struct grid_cell *cell, uint64_t value)
{
	if (cell->kind == CELL_NUMBER)
		format_number(to, value);
	else
		put_time(to, cell, (double)value);
}

struct cell_text cell_text(const struct grid_cell *cell)
{
	struct cell_text text = { 0 };
	const struct stats *stats = cell->fact ? &cell->fact->stats : NULL;

	if (!stats)
		return text;
	if (cell->kind == CELL_SHARE) {
		format_share(text.value, stats->median, cell->whole);
		return text;
	}
	if (cell->kind == CELL_MEAN_US) {
		put_time(text.value, cell, (double)stats->median / (double)cell->whole);
		return text;
	}
	put(text.value, cell, stats->median);
	if (stats->min != stats->max) {
		put(text.min, cell, stats->min);
		put(text.max, cell, stats->max);
	}
	if (cell->whole > 0 && stats->median > 0)
		format_share(text.share, stats->median, cell->whole);
	return text;
}
