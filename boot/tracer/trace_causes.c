// SPDX-License-Identifier: GPL-2.0-only
/*
 * The record has room for the largest causes only, the table for all.
 */
#include <stdlib.h>
#include <string.h>

#include "cause_rows.h"
#include "exit_probe_abi.h"
#include "exit_reason.h"
#include "names/names.h"
#include "record/reason.h"
#include "record/schema.h"
#include "trace_causes.h"

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

/* Each reason may have a line of the kind other besides. */
static size_t keep_largest(size_t count, size_t room)
{
	size_t listed = 0;

	qsort(rows, count, sizeof(rows[0]), by_exits);
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

/* "": what is there is not known. */
static const char *name_of(const struct cause_row *row)
{
	const char *name = cause_name(row->kind, row->detail, row->access);

	return name ? name : "";
}

static void put(struct record *record, uint32_t vendor, const struct cause_row *row, size_t count)
{
	struct record_cause *cause = &record->causes[record->begin.causes++];
	struct text reason = text_in(cause->reason, sizeof(cause->reason));

	*cause = (struct record_cause){
		.phase = row->phase,
		.kind = row->kind,
		.access = row->access,
		.detail = row->detail,
		.width = row->width,
		.exits = row->exits,
		.kernel = row->kernel,
		.error = error_of(row, count),
	};
	reason_word(&reason, vendor, row->reason);
	strncpy(cause->name, name_of(row), sizeof(cause->name) - 1);
}

void trace_causes(struct record *record, const struct account *account, const struct chosen *chosen)
{
	size_t count = cause_rows(account, chosen, rows), inside = 0;

	while (inside < count && rows[inside].phase < record->begin.checkpoints)
		inside++;
	if (inside > RECORD_CAUSES_MAX)
		inside = keep_largest(inside, RECORD_CAUSES_MAX - record->begin.reasons);
	record->begin.causes = 0;
	record->host.causes = account->with_rip ? EXIT_PROBE_CAUSES_RIP : EXIT_PROBE_CAUSES_DETAIL;
	for (size_t i = 0; i < inside; i++)
		put(record, account->vendor, &rows[i], inside);
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

/* The record's word for a number of a cause */
static const char *word_of(const char *key, uint32_t number)
{
	const struct record_kind *kind = record_kind_of("cause");
	size_t at = 0;

	while (strcmp(kind->fields[at].key, key) != 0)
		at++;
	return record_words(&kind->fields[at])[number];
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
	const bool is_number = row->kind == EXIT_PROBE_CAUSE_CR ||
			       row->kind == EXIT_PROBE_CAUSE_DR ||
			       row->kind == EXIT_PROBE_CAUSE_VECTOR;

	fprintf(out, "%-15s %9llu %15llu  %s", phase_name(record, row),
		(unsigned long long)row->exits, (unsigned long long)row->kernel,
		exit_reason_word(record->host.vendor, row->reason));
	if (row->kind != EXIT_PROBE_CAUSE_NONE)
		fprintf(out, " %s", word_of("kind", row->kind));
	if (row->kind != EXIT_PROBE_CAUSE_NONE && is_listed(row))
		fprintf(out, is_number ? " %llu" : " 0x%llx", (unsigned long long)row->detail);
	if (row->access)
		fprintf(out, " %s", word_of("access", row->access));
	if (row->width)
		fprintf(out, " %llu", (unsigned long long)row->width);
	fprintf(out, *name_of(row) ? "  %s\n" : "\n", name_of(row));
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
