// SPDX-License-Identifier: GPL-2.0-only
/*
 * One row for each benchmark, with numbers per operation, in 80 columns.
 */
#include "lib/text.h"
#include "probe/console.h"
#include "probe/report_benches.h"
#include "record/schema.h"

#define LINE_SIZE  160
#define NAME_WIDTH 28
#define WIDTH      7

/* Prints exits, with hundredths unless they are a whole number. */
static void put_exits(struct text *line, const struct record_bench *row)
{
	char digits[TEXT_NUMBER_SIZE + 3];
	struct text number = text_in(digits, sizeof(digits));
	uint64_t part = row->exits % row->n * 100 / row->n;

	text_number(&number, row->exits / row->n);
	if (part) {
		text_char(&number, '.');
		text_char(&number, (char)('0' + part / 10));
		text_char(&number, (char)('0' + part % 10));
	}
	text_right(line, digits, WIDTH);
}

static void print_row(const struct record *record, const struct record_bench *row)
{
	char data[LINE_SIZE];
	struct text line = text_in(data, sizeof(data));

	text_string(&line, row->name);
	text_pad(&line, NAME_WIDTH);
	if (row->n > 0) {
		if (record_is_counted(record))
			put_exits(&line, row);
		text_scaled_right(&line, row->tsc.median, WIDTH);
		if (record_is_timed(record)) {
			text_scaled_right(&line, row->kernel / row->n, WIDTH);
			text_scaled_right(&line, row->userspace / row->n, WIDTH);
			text_scaled_right(&line, row->halted / row->n, WIDTH);
			text_scaled_right(&line, row->rest / row->n, WIDTH);
		}
	}
	if (row->reason[0]) {
		text_string(&line, " ");
		text_string(&line, record_bench_status_name(row->status));
		text_string(&line, ": ");
		text_string(&line, row->reason);
	}
	console_record(data);
}

void report_benches(const struct record *record)
{
	if (record->begin.benches == 0)
		return;
	console_record(
		record_is_timed(record)
			? "one operation                 exits    tsc kernel   user halted   rest"
		: record_is_counted(record) ? "one operation                 exits    tsc"
					    : "one operation                  tsc");
	for (uint64_t i = 0; i < record->begin.benches; i++)
		print_row(record, &record->benches[i]);
}
