// SPDX-License-Identifier: GPL-2.0-only
/*
 * The record has room for the largest causes only, the table for all.
 */
#include <stdlib.h>
#include <string.h>

#include "cause_rows.h"
#include "exit_probe_abi.h"
#include "names/names.h"
#include "record/cause.h"
#include "record/reason.h"
#include "trace_causes.h"

#define LINE_SIZE 128

static struct cause_row rows[CAUSES_MAX];

static bool is_listed(const struct cause_row *row)
{
	return row->kind != EXIT_PROBE_CAUSE_OTHER;
}

static int by_exits(const void *left, const void *right)
{
	const struct cause_row *a = left, *b = right;

	if (a->exits != b->exits)
		return a->exits < b->exits ? 1 : -1;
	return cause_rows_order(a, b);
}

/* Firmware has many causes of one exit each: rather those of later phases stay. */
static int by_worth(const void *left, const void *right)
{
	const struct cause_row *a = left, *b = right;

	if (a->exits == b->exits && a->phase != b->phase)
		return a->phase < b->phase ? 1 : -1;
	return by_exits(a, b);
}

/* Each reason may have a line of the kind other besides. */
static size_t keep_largest(size_t count, size_t room)
{
	size_t listed = 0;

	qsort(rows, count, sizeof(rows[0]), by_worth);
	for (size_t i = 0; i < count; i++)
		if (is_listed(&rows[i]) && ++listed > room)
			cause_row_make_other(&rows[i]);
	return cause_rows_merge(rows, count);
}

/* What no event told may be of any cause of its reason. */
static uint64_t error_of(const struct cause_row *row, size_t count)
{
	uint64_t unknown = 0;

	for (size_t i = 0; i < count && is_listed(row); i++)
		if (rows[i].reason == row->reason)
			unknown += rows[i].unknown;
	return unknown;
}

static struct record_cause cause_of(const struct cause_row *row, uint32_t vendor)
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

void trace_causes(struct record *record, const struct account *account, const struct chosen *chosen)
{
	size_t count = cause_rows(account, chosen, rows), inside = 0;

	while (inside < count && rows[inside].phase < record->begin.checkpoints)
		inside++;
	if (inside > RECORD_CAUSES_MAX)
		inside = keep_largest(inside, RECORD_CAUSES_MAX - record->begin.reasons);
	record->host.causes = account->with_rip ? EXIT_PROBE_CAUSES_RIP : EXIT_PROBE_CAUSES_DETAIL;
	for (size_t i = 0; i < inside; i++) {
		record->causes[i] = cause_of(&rows[i], account->vendor);
		record->causes[i].error = error_of(&rows[i], inside);
	}
	record->begin.causes = inside;
}

/* By phase, then the most frequent first; at the end what is of no phase */
static int in_table(const void *left, const void *right)
{
	const struct cause_row *a = left, *b = right;

	if (is_listed(a) != is_listed(b))
		return is_listed(a) ? -1 : 1;
	if (a->phase != b->phase)
		return a->phase > b->phase ? 1 : -1;
	return by_exits(a, b);
}

static const char *phase_name(const struct record *record, const struct cause_row *row)
{
	if (row->phase >= record->begin.checkpoints)
		return "after";
	if (row->phase > 0)
		return record->checkpoints[row->phase].name;
	return is_listed(row) ? "before" : "all";
}

static void print(const struct record *record, const struct cause_row *row, FILE *out)
{
	const struct record_cause cause = cause_of(row, record->host.vendor);
	char line[LINE_SIZE];
	struct text text = text_in(line, sizeof(line));

	cause_put(&text, &cause);
	if (cause.width) {
		text_char(&text, ' ');
		text_number(&text, cause.width);
	}
	text_string(&text, *cause.name ? ", " : "");
	text_string(&text, cause.name);
	fprintf(out, "%-15s %9llu %15llu  %s %s\n", phase_name(record, row),
		(unsigned long long)row->exits, (unsigned long long)row->kernel, cause.reason,
		line);
}

void trace_causes_print(const struct record *record, const struct account *account,
			const struct chosen *chosen, FILE *out)
{
	const size_t count = cause_rows(account, chosen, rows);

	fprintf(out, "\nphase                   n          kernel  cause\n");
	qsort(rows, count, sizeof(rows[0]), in_table);
	for (size_t i = 0; i < count; i++)
		print(record, &rows[i], out);
}
