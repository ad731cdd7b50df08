// SPDX-License-Identifier: GPL-2.0-only
/*
 * The cost of one read, and with it the transitions: the world switch and the CPU's
 * mitigations, which lie between the host's stamps and hence in the guest's cycles.
 */
#include "lib/text.h"
#include "probe/calibration.h"
#include "probe/console.h"
#include "probe/report_calibration.h"
#include "record/schema.h"

#define LINE_SIZE 81

static bool has_transition(const struct record *record)
{
	return !((RECORD_PATCH | RECORD_CYCLES) & ~record_has(record));
}

/* The round trip of a CPUID less its kernel cycles */
static uint64_t transition_of(const struct record_calibration *read)
{
	return read->tsc.median > read->kernel.median ? read->tsc.median - read->kernel.median : 0;
}

static void put_named(struct text *text, const char *name, uint64_t value)
{
	text_string(text, name);
	text_number(text, value);
	text_string(text, ", ");
}

static void print_calibration(const struct record *record)
{
	const struct record_calibration *read = &record->calibrations[CALIBRATION_READ];
	char line[LINE_SIZE];
	struct text text = text_in(line, sizeof(line));

	text_string(&text, "one read: ");
	if (record->host.patched) {
		text_number(&text, read->exits.min);
		text_string(&text, " exit, ");
	}
	if (has_transition(record)) {
		put_named(&text, "kernel ", read->kernel.median);
		put_named(&text, "transition ", transition_of(read));
	}
	text_string(&text, "round trip ");
	text_number(&text, read->tsc.median);
	text_string(&text, " (medians)");
	console_line(line);
}

/* How much of the guest's cycles are the transitions of all exits */
static void print_transitions(const struct record *record)
{
	const uint64_t each = transition_of(&record->calibrations[CALIBRATION_READ]);
	uint64_t exits = 0;
	char line[LINE_SIZE];
	struct text text = text_in(line, sizeof(line));

	if (!has_transition(record))
		return;
	for (uint64_t i = 0; i + 1 < record->begin.checkpoints; i++)
		exits += record->phases[i].counters.exits;
	text_string(&text, "transitions, as part of guest: ");
	text_number(&text, exits);
	text_string(&text, " exits x ");
	text_number(&text, each);
	text_string(&text, " = ");
	text_scaled(&text, exits * each);
	text_string(&text, " cycles");
	console_record(line);
}

void report_calibration(const struct record *record)
{
	print_calibration(record);
	print_transitions(record);
}
