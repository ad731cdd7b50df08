// SPDX-License-Identifier: GPL-2.0-only
/*
 * The record has room for the largest causes only, the table for all.
 */
#include <stdlib.h>

#include "cause_rows.h"
#include "exit_probe_abi.h"
#include "record/cause.h"
#include "trace_causes.h"

#define LINE_SIZE 128

static struct cause_row rows[CAUSES_MAX];

void trace_causes(struct record *record, const struct account *account, const struct chosen *chosen)
{
	size_t count = cause_rows(account, chosen, rows), inside = 0;

	while (inside < count && rows[inside].phase < record->begin.checkpoints)
		inside++;
	record->host.causes = account->with_rip ? EXIT_PROBE_CAUSES_RIP : EXIT_PROBE_CAUSES_DETAIL;
	cause_lines_put(record, rows, inside);
}

/* By phase, then the most frequent first; at the end what is of no phase */
static int in_table(const void *left, const void *right)
{
	const struct cause_row *a = left, *b = right;

	if (cause_row_is_listed(a) != cause_row_is_listed(b))
		return cause_row_is_listed(a) ? -1 : 1;
	if (a->phase != b->phase)
		return a->phase > b->phase ? 1 : -1;
	return cause_rows_by_exits(a, b);
}

static const char *phase_name(const struct record *record, const struct cause_row *row)
{
	if (row->phase >= record->begin.checkpoints)
		return "after";
	if (row->phase > 0)
		return record->checkpoints[row->phase].name;
	return cause_row_is_listed(row) ? "before" : "all";
}

static void print(const struct record *record, const struct cause_row *row, FILE *out)
{
	const struct record_cause cause = cause_line(row, record->host.vendor);
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
