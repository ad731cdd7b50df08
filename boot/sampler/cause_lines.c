// SPDX-License-Identifier: GPL-2.0-only
/*
 * A cause without a line of its own is in the line "other" of its reason.
 */
#include <stdlib.h>
#include <string.h>

#include "cause_lines.h"
#include "exit_probe_abi.h"
#include "names/names.h"
#include "record/reason.h"

#define FIRMWARE_SHARE 4

bool cause_row_is_listed(const struct cause_row *row)
{
	return row->kind != EXIT_PROBE_CAUSE_OTHER;
}

int cause_rows_order(const void *left, const void *right)
{
	const struct cause_row *a = left, *b = right;
	const uint64_t order[][2] = {
		{ a->phase, b->phase },   { a->reason, b->reason }, { a->kind, b->kind },
		{ a->detail, b->detail }, { a->access, b->access }, { a->width, b->width },
	};

	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++)
		if (order[i][0] != order[i][1])
			return order[i][0] > order[i][1] ? 1 : -1;
	return 0;
}

size_t cause_rows_merge(struct cause_row *rows, size_t count)
{
	size_t left = 0;

	qsort(rows, count, sizeof(rows[0]), cause_rows_order);
	for (size_t i = 0; i < count; i++) {
		if (left == 0 || cause_rows_order(&rows[left - 1], &rows[i]) != 0) {
			rows[left++] = rows[i];
			continue;
		}
		rows[left - 1].exits += rows[i].exits;
		rows[left - 1].kernel += rows[i].kernel;
		rows[left - 1].unknown += rows[i].unknown;
	}
	return left;
}

void cause_row_make_other(struct cause_row *row)
{
	row->phase = 0;
	row->kind = EXIT_PROBE_CAUSE_OTHER;
	row->access = 0;
	row->detail = row->width = 0;
}

int cause_rows_by_exits(const void *left, const void *right)
{
	const struct cause_row *a = left, *b = right;

	if (a->exits != b->exits)
		return a->exits < b->exits ? 1 : -1;
	return cause_rows_order(a, b);
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Firmware has hundreds of causes: it gets the lines that the phases leave, but a quarter. */
static size_t keep_largest(struct cause_row *rows, size_t count, size_t room)
{
	size_t all[2] = { 0 }, rooms[2], kept[2] = { 0 }; /* of firmware; of the phases */

	for (size_t i = 0; i < count; i++)
		all[rows[i].phase > 0] += cause_row_is_listed(&rows[i]);
	rooms[1] = room - least(all[0], room / FIRMWARE_SHARE);
	rooms[0] = room - least(all[1], rooms[1]);
	qsort(rows, count, sizeof(rows[0]), cause_rows_by_exits);
	for (size_t i = 0; i < count; i++)
		if (cause_row_is_listed(&rows[i]) &&
		    kept[rows[i].phase > 0]++ >= rooms[rows[i].phase > 0])
			cause_row_make_other(&rows[i]);
	return cause_rows_merge(rows, count);
}

/* What no event told may be of any cause of its reason. */
static uint64_t error_of(const struct cause_row *rows, size_t count, const struct cause_row *row)
{
	uint64_t unknown = 0;

	for (size_t i = 0; i < count && cause_row_is_listed(row); i++)
		if (rows[i].reason == row->reason)
			unknown += rows[i].unknown;
	return unknown;
}

struct record_cause cause_line(const struct cause_row *row, uint32_t vendor)
{
	const char *name = cause_name(row->kind, row->detail, row->access);
	struct record_cause cause = {
		.phase = row->phase,
		.kind = row->kind,
		.access = row->access,
		.detail = row->detail,
		.width = row->width,
		.exits = row->exits,
		.kernel = row->kernel,
	};
	struct text reason = text_in(cause.reason, sizeof(cause.reason));

	reason_word(&reason, vendor, row->reason);
	strncpy(cause.name, name ? name : "", sizeof(cause.name) - 1);
	return cause;
}

void cause_lines_put(struct record *record, struct cause_row *rows, size_t count)
{
	if (count > RECORD_CAUSES_MAX)
		/* Each reason may have a line of the kind other besides. */
		count = keep_largest(rows, count, RECORD_CAUSES_MAX - record->begin.reasons);
	for (size_t i = 0; i < count; i++) {
		record->causes[i] = cause_line(&rows[i], record->host.vendor);
		record->causes[i].error = error_of(rows, count, &rows[i]);
	}
	record->begin.causes = count;
}
