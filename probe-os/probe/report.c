// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tables fit a text screen of 80 columns and 25 rows; the record goes only to the
 * serial port.
 */
#include <stdbool.h>

#include "exit_probe_abi.h"
#include "lib/text.h"
#include "probe/checkpoint.h"
#include "probe/console.h"
#include "probe/report.h"
#include "probe/report_benches.h"
#include "probe/report_calibration.h"
#include "probe/report_causes.h"
#include "probe/report_reasons.h"
#include "probe/verdict.h"
#include "record/schema.h"
#include "record/writer.h"

#define LINE_SIZE 81

#define COUNTS    RECORD_COUNTS
#define CYCLES    RECORD_CYCLES
#define PATCH     RECORD_PATCH

/*
 * Columns of the table; offset locates the value in a phase. needs: what the record must
 * have, see schema.h. Cycles that nobody counted are "-".
 */
static const struct column {
	const char *title;
	size_t width;
	uint32_t needs;
	bool scaled;
	size_t offset;
} columns[] = {
	{ "exits", 7, COUNTS, false, offsetof(struct record_phase, counters.exits) },
	{ "net", 7, COUNTS, false, offsetof(struct record_phase, beyond) },
	{ "kernel", 7, CYCLES, true, offsetof(struct record_phase, counters.kernel) },
	{ "user", 6, CYCLES, true, offsetof(struct record_phase, counters.userspace) },
	{ "halted", 7, CYCLES, true, offsetof(struct record_phase, counters.halted) },
	{ "preempted", 10, PATCH | CYCLES, true,
	  offsetof(struct record_phase, counters.preempted) },
	{ "blocked", 8, PATCH | CYCLES, true, offsetof(struct record_phase, counters.blocked) },
	{ "guest", 6, CYCLES, true, offsetof(struct record_phase, counters.guest) },
	{ "tsc", 6, 0, true, offsetof(struct record_phase, tsc) },
};

#define COLUMNS    (sizeof(columns) / sizeof(columns[0]))
#define NAME_WIDTH 15

/*
 * Rows of the screen for phases. The other rows: the CPU, the host, titles, the sum,
 * the most frequent reasons, a read, the verdict, and the cursor.
 */
#define PHASE_ROWS (SCREEN_ROWS - 8)

static const char *const scopes[] = {
	[EXIT_PROBE_SCOPE_VM] = "this VM",
	[EXIT_PROBE_SCOPE_VCPU] = "this vCPU",
	[EXIT_PROBE_SCOPE_HOST] = "all VMs",
};

static bool has_column(const struct record *record, const struct column *column)
{
	const uint32_t shown_as_dash = record_is_counted(record) ? CYCLES : 0;

	return !(column->needs & ~(record_has(record) | shown_as_dash));
}

static void print_titles(const struct record *record)
{
	char line[LINE_SIZE];
	struct text text = text_in(line, sizeof(line));

	text_string(&text, "phase");
	text_pad(&text, NAME_WIDTH);
	for (size_t i = 0; i < COLUMNS; i++)
		if (has_column(record, &columns[i]))
			text_right(&text, columns[i].title, columns[i].width);
	console_line(line);
}

static uint64_t value_of(const struct column *column, const struct record_phase *phase)
{
	return *(const uint64_t *)((const char *)phase + column->offset);
}

static void put_value(struct text *text, const struct record *record, const struct column *column,
		      uint64_t value)
{
	char digits[TEXT_NUMBER_SIZE];
	struct text number = text_in(digits, sizeof(digits));

	if (column->needs & ~record_has(record)) {
		text_right(text, "-", column->width);
		return;
	}
	if (column->scaled) {
		text_scaled_right(text, value, column->width);
		return;
	}
	text_number(&number, value);
	text_right(text, digits, column->width);
}

static void print_phase(const struct record *record, const struct record_phase *phase,
			void (*print)(const char *line))
{
	char line[LINE_SIZE];
	struct text text = text_in(line, sizeof(line));

	text_string(&text, phase->name);
	text_pad(&text, NAME_WIDTH);
	if (phase->moved)
		text_string(&text, "  left out: the VM was moved, or its host changed the mode");
	for (size_t i = 0; i < COLUMNS && !phase->moved; i++)
		if (has_column(record, &columns[i]))
			put_value(&text, record, &columns[i], value_of(&columns[i], phase));
	print(line);
}

/* Hides the phases of other CPUs on a machine with one CPU; an interrupt's exit may be there. */
static bool is_shown(const struct record *record, const struct record_phase *phase)
{
	return record->guest.cpus > 1 || phase->beyond > 0 || phase->id < CHECKPOINT_ap_init ||
	       phase->id > CHECKPOINT_ap_all;
}

/* If the screen has no room for all phases, it omits some of those with no net exits. */
static void print_phases(const struct record *record)
{
	uint64_t shown_phases = 0;

	for (uint64_t i = 0; i + 1 < record->begin.checkpoints; i++)
		shown_phases += is_shown(record, &record->phases[i]);
	for (uint64_t i = 0; i + 1 < record->begin.checkpoints; i++) {
		const struct record_phase *phase = &record->phases[i];
		bool left_out = shown_phases > PHASE_ROWS && phase->beyond == 0;

		if (!is_shown(record, phase))
			continue;
		print_phase(record, phase, left_out ? console_record : console_line);
		shown_phases -= left_out;
	}
}

/* From the first checkpoint to the last */
static void print_total(const struct record *record)
{
	struct record_phase total = { .name = "all" };

	for (uint64_t i = 0; i + 1 < record->begin.checkpoints; i++)
		for (size_t j = 0; j < COLUMNS; j++)
			*(uint64_t *)((char *)&total + columns[j].offset) +=
				value_of(&columns[j], &record->phases[i]);
	print_phase(record, &total, console_line);
}

static void print_cpu(const struct record *record)
{
	char line[LINE_SIZE];
	struct text text = text_in(line, sizeof(line));

	text_string(&text, "Exit Probe on ");
	text_string(&text, record->host.cpu);
	text_string(&text, ", TSC ");
	if (record->host.tsc_khz) {
		text_number(&text, record->host.tsc_khz);
		text_string(&text, " kHz");
	} else {
		text_string(&text, "unknown");
	}
	console_line(line);
}

static void put_counting(struct text *text, const struct record *record)
{
	if (!record_is_counted(record)) {
		text_string(text, record->end.verdict == VERDICT_UNPATCHED
					  ? "host not patched: the exit counters are missing"
					  : "host: no exit counters that the probe can read");
		return;
	}
	if (record->host.source == SOURCE_TRACE) {
		text_string(text, "counted on the host, by a trace of KVM");
		return;
	}
	text_string(text, "host patched: counts the exits of ");
	text_string(text, scopes[record->host.scope]);
	text_string(text, record_is_timed(record) ? "" : " without cycles");
	text_string(text, ", ABI ");
	text_number(text, record->host.abi);
	text_string(text, record->host.tsc_unstable ? ", TSC unstable" : "");
}

/* 8 of 16 CPUs */
static void print_host(const struct record *record)
{
	const struct record_guest *guest = &record->guest;
	char line[LINE_SIZE];
	struct text text = text_in(line, sizeof(line));

	put_counting(&text, record);
	if (guest->cpus < guest->cpus_present) {
		text_string(&text, ", ");
		text_number(&text, guest->cpus);
		text_string(&text, " of ");
		text_number(&text, guest->cpus_present);
		text_string(&text, " CPUs");
	}
	console_line(line);
}

static void print_verdict(const struct record *record)
{
	char line[2 * LINE_SIZE];
	struct text text = text_in(line, sizeof(line));

	text_string(&text, "verdict: ");
	text_string(&text, record_verdict_name(record->end.verdict));
	if (record->end.reason[0])
		text_string(&text, ": ");
	text_string(&text, record->end.reason);
	console_line(line);
}

/* The reader of a port let it wait; a real port's time for a line is below a second. */
static void note_wait(struct record_end *end)
{
	char note[64];
	struct text text = text_in(note, sizeof(note));
	uint64_t seconds = console_waited();

	if (seconds == 0)
		return;
	text_string(&text, "waited at least ");
	text_number(&text, seconds);
	text_string(&text, " s for the serial port's reader");
	verdict_append(end, note);
}

/* The last line can tell how long the others took. */
static void print_record(struct record *record)
{
	static char line[RECORD_LINE_SIZE];
	uint32_t crc = 0;

	for (uint64_t i = 0; i < record->begin.lines; i++) {
		if (i + 1 == record->begin.lines)
			note_wait(&record->end);
		record_write_line(record, i, &crc, line);
		console_record(line);
	}
}

void report(struct record *record, const struct screen *screen)
{
	console_open(screen, record->host.tsc_khz);
	print_cpu(record);
	print_host(record);
	print_titles(record);
	print_phases(record);
	print_total(record);
	report_reasons(record);
	report_causes(record);
	report_benches(record);
	report_calibration(record);
	print_verdict(record);
	print_record(record);
	console_close();
}
