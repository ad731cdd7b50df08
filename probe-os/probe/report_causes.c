// SPDX-License-Identifier: GPL-2.0-only
/*
 * Only the largest: a boot has hundreds, and the record has them all.
 */
#include "lib/text.h"
#include "probe/console.h"
#include "probe/report_causes.h"
#include "record/cause.h"

#define LINE_SIZE    100
#define PHASE_WIDTH  16
#define REASON_WIDTH 20
#define COUNT_WIDTH  8
#define CYCLES_WIDTH 13

static void print_cause(const struct record *record, const struct record_cause *cause)
{
	char line[LINE_SIZE];
	struct text text = text_in(line, sizeof(line));

	text_string(&text, cause->phase ? record->checkpoints[cause->phase].name : "before");
	text_pad(&text, PHASE_WIDTH);
	text_capitals(&text, cause->reason);
	text_pad(&text, PHASE_WIDTH + REASON_WIDTH);
	text_scaled_right(&text, cause->exits, COUNT_WIDTH);
	if (record_is_timed(record))
		text_scaled_right(&text, cause->kernel / cause->exits, CYCLES_WIDTH);
	else
		text_right(&text, "-", CYCLES_WIDTH);
	text_string(&text, "  ");
	cause_put(&text, cause);
	text_string(&text, cause->name[0] ? ", " : "");
	text_string(&text, cause->name);
	console_record(line);
}

static void print_largest(const struct record *record, bool before, int rows)
{
	uint64_t at = cause_next_largest(record, before, record->begin.causes);

	for (; rows > 0 && at < record->begin.causes; rows--) {
		print_cause(record, &record->causes[at]);
		at = cause_next_largest(record, before, at);
	}
}

void report_causes(const struct record *record)
{
	if (record->begin.causes == 0)
		return;
	console_record("phase           reason                 exits  cycles/exit  largest causes");
	print_largest(record, true, CAUSE_ROWS_BEFORE);
	print_largest(record, false, CAUSE_ROWS_PHASES);
	console_record("");
}
