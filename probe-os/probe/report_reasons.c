// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of reasons would scroll the table of phases off the screen. So the screen
 * shows only one line with the most frequent reasons.
 */
#include <stdbool.h>

#include "lib/text.h"
#include "probe/console.h"
#include "probe/report_reasons.h"

#define LINE_SIZE    81
#define NAME_WIDTH   20
#define COUNT_WIDTH  8
#define CYCLES_WIDTH 13
#define PHASES_AT    (NAME_WIDTH + 2 * COUNT_WIDTH + CYCLES_WIDTH + 2)

static void print_titles(void)
{
	char line[LINE_SIZE];
	struct text text = text_in(line, sizeof(line));

	text_string(&text, "reason");
	text_pad(&text, NAME_WIDTH);
	text_right(&text, "before", COUNT_WIDTH);
	text_right(&text, "boot", COUNT_WIDTH);
	text_right(&text, "cycles/exit", CYCLES_WIDTH);
	text_string(&text, "  phases");
	console_record(line);
}

/* Whether the reason has exits other than the probe's own reads */
static bool occurred(const struct record *record, uint64_t phase, uint64_t reason, bool is_cpuid)
{
	uint64_t own = is_cpuid ? record->phases[phase].reads : 0;

	return record->phase_reasons[phase].counts[reason].exits > own;
}

/* Prints the phases in which the reason occurred, on more lines if necessary. */
static void print_phases(struct text *line, const struct record *record, uint64_t reason)
{
	bool is_cpuid = text_equal(record->reasons[reason].name, "cpuid");

	for (uint64_t i = 0; i + 1 < record->begin.checkpoints; i++) {
		char name[RECORD_NAME_SIZE + 1];
		struct text word = text_in(name, sizeof(name));

		if (!occurred(record, i, reason, is_cpuid))
			continue;
		text_char(&word, ' ');
		text_string(&word, record->phases[i].name);
		if (line->length + word.length >= LINE_SIZE) {
			console_record(line->data);
			*line = text_in(line->data, line->size);
		}
		text_pad(line, PHASES_AT - 1);
		text_string(line, name);
	}
	console_record(line->data);
}

static void print_reason(const struct record *record, uint64_t index)
{
	const struct record_reason *reason = &record->reasons[index];
	uint64_t exits = reason->before.exits + reason->boot.exits;
	uint64_t kernel = reason->before.kernel + reason->boot.kernel;
	char line[LINE_SIZE];
	struct text text = text_in(line, sizeof(line));

	if (exits == 0)
		return;
	text_capitals(&text, reason->name);
	text_pad(&text, NAME_WIDTH);
	text_scaled_right(&text, reason->before.exits, COUNT_WIDTH);
	text_scaled_right(&text, reason->boot.exits, COUNT_WIDTH);
	if (record_is_timed(record))
		text_scaled_right(&text, kernel / exits, CYCLES_WIDTH);
	else
		text_right(&text, "-", CYCLES_WIDTH);
	print_phases(&text, record, index);
}

/* Exits of the boot without the probe's own reads */
static uint64_t net_exits(const struct record *record, uint64_t reason)
{
	uint64_t exits = record->reasons[reason].boot.exits;

	if (text_equal(record->reasons[reason].name, "cpuid"))
		for (uint64_t i = 0; i + 1 < record->begin.checkpoints; i++)
			exits -= record->phases[i].reads;
	return exits;
}

/* The next reason in descending order of net exits. The number of reasons means none:
 * pass it to start; it is returned at the end. */
static uint64_t next_commonest(const struct record *record, uint64_t after)
{
	const uint64_t count = record->begin.reasons;
	uint64_t best = count;

	for (uint64_t i = 0; i < count; i++) {
		uint64_t exits = net_exits(record, i);

		if (exits == 0)
			continue;
		if (after < count && (exits > net_exits(record, after) ||
				      (exits == net_exits(record, after) && i <= after)))
			continue;
		if (best == count || exits > net_exits(record, best))
			best = i;
	}
	return best;
}

static void print_commonest(const struct record *record)
{
	char line[LINE_SIZE];
	struct text text = text_in(line, sizeof(line));
	uint64_t at = record->begin.reasons;

	text_string(&text, "net exits by reason:");
	while ((at = next_commonest(record, at)) < record->begin.reasons) {
		char entry[RECORD_NAME_SIZE + TEXT_NUMBER_SIZE];
		struct text word = text_in(entry, sizeof(entry));

		text_char(&word, ' ');
		text_capitals(&word, record->reasons[at].name);
		text_char(&word, ' ');
		text_scaled(&word, net_exits(record, at));
		if (text.length + word.length >= LINE_SIZE - 1)
			break;
		text_string(&text, entry);
		text_char(&text, ',');
	}
	text.data[text.length - 1] = '\0';
	console_line(line);
}

void report_reasons(const struct record *record)
{
	if (record->begin.reasons == 0)
		return;
	print_commonest(record);
	console_record("");
	print_titles();
	for (uint64_t i = 0; i < record->begin.reasons; i++)
		print_reason(record, i);
	console_record("");
}
