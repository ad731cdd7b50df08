// SPDX-License-Identifier: GPL-2.0-only
/*
 * Both sources give the same quantity: net exits of the boot, up to the record's last
 * checkpoint. The reader's own reads are not in it, and of the phases that only measure
 * neither exits nor time. (The time of a read cannot be separated from its phase's.)
 */
#include "run_series.h"

static uint64_t microseconds(uint64_t tsc, uint64_t khz)
{
	return tsc / khz * 1000 + tsc % khz * 1000 / khz;
}

/* Adds phase after phase. A phase in which the VM was moved has no time and no exits. */
static struct series from_checkpoints(const struct record *record)
{
	struct series series = { 0 };
	uint64_t tsc = 0, exits = record->checkpoints[0].counters.exits;
	bool is_complete;

	if (!record_is_counted(record) || record->host.tsc_khz == 0)
		return series;
	is_complete = !series_add(&series, 0, exits);
	for (uint64_t i = 0; is_complete && i + 1 < record->begin.checkpoints; i++) {
		const struct record_phase *phase = &record->phases[i];

		if (phase_is_measuring(phase->name))
			continue;
		tsc += phase->tsc;
		exits += phase->beyond;
		if (series_add(&series, microseconds(tsc, record->host.tsc_khz), exits))
			is_complete = false;
	}
	if (!is_complete)
		series_free(&series);
	return series;
}

/* Exits up to a total, all of one kind */
struct piece {
	uint64_t end;
	bool has_exits, has_time;
};

/* Firmware and boot loader; of each phase the reads after the latch, its work, the latch */
#define PIECES_MAX (1 + 3 * RECORD_CHECKPOINTS_MAX)

struct pieces {
	struct piece rows[PIECES_MAX];
	size_t count;
};

/* A record's counters may be any numbers: a sum that wraps ends where the one before does. */
static void add_piece(struct pieces *pieces, uint64_t end, bool has_exits, bool has_time)
{
	uint64_t begin = pieces->count ? pieces->rows[pieces->count - 1].end : 0;

	pieces->rows[pieces->count++] =
		(struct piece){ end > begin ? end : begin, has_exits, has_time };
}

/* record: NULL if there are only samples */
static void cut_at_checkpoints(struct pieces *pieces, const struct record *record)
{
	pieces->count = 0;
	if (!record) {
		add_piece(pieces, UINT64_MAX, true, true);
		return;
	}
	add_piece(pieces, counters_all_exits(&record->checkpoints[0].counters), true, true);
	for (uint64_t i = 0; i + 1 < record->begin.checkpoints; i++) {
		const struct record_phase *phase = &record->phases[i];
		uint64_t begin = pieces->rows[pieces->count - 1].end;
		uint64_t end = begin + counters_all_exits(&phase->counters);
		uint64_t latch = phase->reads > 0;
		bool counts = !phase_is_measuring(phase->name);

		add_piece(pieces, begin + phase->reads - latch, false, counts);
		add_piece(pieces, end - latch, counts, counts);
		add_piece(pieces, end, false, counts);
	}
}

/* The net series, and the total exits and the time of its last point */
struct net {
	struct series series;
	uint64_t us, total;
	bool is_complete;
};

static void add_net(struct net *net, uint64_t us, uint64_t total, const struct piece *piece)
{
	const struct point last = net->series.points[net->series.count - 1];

	if (series_add(&net->series, last.us + (piece->has_time ? us - net->us : 0),
		       last.exits + (piece->has_exits ? total - net->total : 0)))
		net->is_complete = false;
	net->us = us;
	net->total = total;
}

/* When the samples have that total; they do not lie before the last point. */
static uint64_t time_of(const struct point *from, const struct point *to, uint64_t total)
{
	double share = (double)(total - from->exits) / (double)(to->exits - from->exits);

	return from->us + (uint64_t)((double)(to->us - from->us) * share);
}

static struct series from_samples(const struct series *all, const struct record *record)
{
	static struct pieces pieces;
	struct net net = { .us = all->points[0].us, .total = all->points[0].exits };
	size_t at = 0;

	cut_at_checkpoints(&pieces, record);
	net.is_complete = !series_add(&net.series, net.us, net.total);
	while (at < pieces.count && pieces.rows[at].end < net.total)
		at++;
	for (size_t i = 1; net.is_complete && i < all->count && at < pieces.count; i++) {
		const struct point *from = &all->points[i - 1], *to = &all->points[i];

		for (; at < pieces.count && pieces.rows[at].end < to->exits; at++)
			add_net(&net, time_of(from, to, pieces.rows[at].end), pieces.rows[at].end,
				&pieces.rows[at]);
		if (at < pieces.count)
			add_net(&net, to->us, to->exits, &pieces.rows[at]);
	}
	if (!net.is_complete)
		series_free(&net.series);
	return net.series;
}

static struct series whole_series(const struct run *run, enum rate_source source)
{
	if (source == RATE_OF_CHECKPOINTS)
		return run->record ? from_checkpoints(run->record) : (struct series){ 0 };
	/* The end of the record is unknown in them. */
	if (!run->samples || run_has_unaligned_samples(run))
		return (struct series){ 0 };
	return from_samples(&run->samples->series, run->samples->agreement.record);
}

struct series run_series(const struct run *run, enum rate_source source,
			 struct point room[SERIES_RATED_MAX])
{
	struct series whole = whole_series(run, source), windows = series_in(room, 0);

	if (whole.count > 1)
		windows = series_windows(&whole, SERIES_WINDOWS, room);
	series_free(&whole);
	return windows;
}
