// SPDX-License-Identifier: GPL-2.0-only
/*
 * KVM's table of causes is bounded, so that it may lack exits: they are those of the reason's
 * row "other". A cause's error is what those had before that it took the place of, and both are
 * of one phase. So if the errors of one phase's causes add up to all that is missing, it is of
 * that phase; else nobody can tell.
 */
#include <stdlib.h>
#include <string.h>

#include "cause_lines.h"
#include "exit_probe_abi.h"
#include "host_record.h"
#include "record/reason.h"
#include "record/schema.h"

#define PHASES    (EXIT_PROBE_PHASE_LAST + 1)
#define NO_REASON "KVM names a reason of exits that no manual has"
#define WITH_RIP                                                                                   \
	"the causes are addresses (exit_probe_causes=rip), and do not tell which are "             \
	"marks: use exit_probe_causes=1"
#define MANY_PHASES "the guest marks more than 31 phases: a record has no room"

struct host {
	struct record *record;
	const struct cause_totals *totals;
	bool runs[PHASES];    /* phases of KVM with exits */
	uint64_t ids[PHASES]; /* their phases in the record; 0: before the first checkpoint */
	uint64_t missing_in;  /* the phase of KVM of exits without a cause */
	uint64_t reads[RECORD_CHECKPOINTS_MAX];
};

static bool is_other(const struct cause_total *total)
{
	return total->kind_number == EXIT_PROBE_CAUSE_OTHER;
}

/* KVM has two rows without a number. */
static uint32_t code_of(const struct cause_total *total)
{
	if (total->code != UINT64_MAX)
		return (uint32_t)total->code;
	return strcmp(total->reason, "before_entry") == 0 ? EXIT_PROBE_REASON_NONE
							  : EXIT_PROBE_REASON_OTHER;
}

static bool is_of_vendor(const struct cause_totals *totals, uint32_t vendor)
{
	for (size_t i = 0; i < totals->count; i++) {
		char word[RECORD_NAME_SIZE];
		struct text text = text_in(word, sizeof(word));

		reason_word(&text, vendor, code_of(&totals->all[i]));
		if (totals->all[i].code != UINT64_MAX &&
		    strcmp(totals->all[i].reason, "undefined") != 0 &&
		    strcmp(totals->all[i].reason, word) != 0)
			return false;
	}
	return true;
}

static const char *find_vendor(struct host *host)
{
	uint32_t *vendor = &host->record->host.vendor;

	for (*vendor = EXIT_PROBE_VENDOR_INTEL; *vendor <= EXIT_PROBE_VENDOR_AMD; (*vendor)++)
		if (is_of_vendor(host->totals, *vendor))
			return NULL;
	return NO_REASON;
}

static const char *find_phases(struct host *host)
{
	uint64_t missing = 0, errors = 0, lost[PHASES] = { 0 };

	for (size_t i = 0; i < host->totals->count; i++) {
		const struct cause_total *total = &host->totals->all[i];

		if (total->kind_number == EXIT_PROBE_CAUSE_RIP)
			return WITH_RIP;
		if (total->phase >= PHASES)
			return MANY_PHASES;
		if (is_other(total)) {
			missing += total->exits;
			continue;
		}
		host->runs[total->phase] = true;
		lost[total->phase] += total->error;
		errors += total->error;
	}
	if (missing != errors)
		return HOST_RECORD_MISSING;
	for (size_t i = 0; i < PHASES; i++) {
		if (lost[i] && lost[i] != missing)
			return HOST_RECORD_MISSING;
		if (lost[i])
			host->missing_in = i;
	}
	return NULL;
}

/* A phase of KVM is the mark before plus 1. */
static const char *put_checkpoints(struct host *host, const struct phase_names *names)
{
	struct record *record = host->record;
	uint64_t count = 0;

	for (uint32_t i = 0; i < PHASES; i++) {
		if (!host->runs[i])
			continue;
		host->ids[i] = count;
		if (count > 0 && count < RECORD_CHECKPOINTS_MAX)
			phase_name(record->checkpoints[count - 1].name, names, i - 1);
		count++;
	}
	if (count > RECORD_CHECKPOINTS_MAX)
		return MANY_PHASES;
	/* Without marks there is one phase. */
	if (count < 2) {
		for (uint32_t i = 0; i < PHASES; i++)
			host->ids[i] = 1;
		strcpy(record->checkpoints[0].name, "start");
		count = 2;
	}
	strcpy(record->checkpoints[count - 1].name, PHASE_END);
	record->begin.checkpoints = count;
	for (uint64_t i = 0; i < count; i++)
		record->checkpoints[i].id = i;
	return NULL;
}

/* The phase of the record */
static uint64_t id_of(const struct host *host, const struct cause_total *total)
{
	return host->ids[is_other(total) && total->exits ? host->missing_in : total->phase];
}

/* Totals are in the order of their phases, reasons of their codes. */
static const char *put_reasons(struct host *host)
{
	struct record *record = host->record;

	for (size_t i = 0; i < host->totals->count; i++) {
		const uint32_t code = code_of(&host->totals->all[i]);
		size_t at = record->begin.reasons;
		struct text name;

		/* Cycles before the first entry: no exit */
		if (!host->totals->all[i].exits)
			continue;
		while (at > 0 && record->reasons[at - 1].code > code)
			at--;
		if (at > 0 && record->reasons[at - 1].code == code)
			continue;
		if (record->begin.reasons == RECORD_REASONS_MAX)
			return "more reasons of exits than a record has room for";
		memmove(&record->reasons[at + 1], &record->reasons[at],
			(record->begin.reasons - at) * sizeof(record->reasons[0]));
		record->reasons[at] = (struct record_reason){ .code = code };
		name = text_in(record->reasons[at].name, sizeof(record->reasons[at].name));
		reason_word(&name, record->host.vendor, code);
		record->begin.reasons++;
	}
	return NULL;
}

static size_t row_of(const struct record *record, uint32_t code)
{
	size_t at = 0;

	while (record->reasons[at].code != code)
		at++;
	return at;
}

static bool is_read(const struct cause_total *total)
{
	return total->kind_number == EXIT_PROBE_CAUSE_CPUID &&
	       total->detail >= EXIT_PROBE_LEAF_SIGNATURE &&
	       total->detail <= EXIT_PROBE_LEAF_LAST_EXTENDED;
}

static void count_total(struct host *host, const struct cause_total *total)
{
	struct record *record = host->record;
	const size_t row = row_of(record, code_of(total));
	const uint64_t id = id_of(host, total);

	if (id == 0) {
		record->reasons[row].before.exits += total->exits;
	} else {
		record->reasons[row].boot.exits += total->exits;
		record->phase_reasons[id - 1].counts[row].exits += total->exits;
	}
	record->checkpoints[id].counters.exits += total->exits;
	host->reads[id] += is_read(total) ? total->exits : 0;
}

static void put_phases(struct host *host)
{
	struct record *record = host->record;

	for (size_t i = 0; i < host->totals->count; i++)
		if (host->totals->all[i].exits)
			count_total(host, &host->totals->all[i]);
	for (uint64_t i = 1; i < record->begin.checkpoints; i++) {
		struct record_phase *phase = &record->phases[i - 1];

		record->checkpoints[i].counters.exits += record->checkpoints[i - 1].counters.exits;
		*phase = record_phase_of(record, i, host->reads[i]);
		record->phase_reasons[i - 1].id = phase->id;
		memcpy(record->phase_reasons[i - 1].name, phase->name, sizeof(phase->name));
	}
}

/* The vectors of the host's interrupts are not in records. */
static struct cause_row cause_row(const struct host *host, const struct cause_total *total)
{
	struct record_cause cause = { .kind = total->kind_number, .access = total->access_number };
	const bool is_known = record_knows_cause(&cause);
	struct cause_row row = {
		.phase = id_of(host, total),
		.reason = code_of(total),
		.kind = is_known ? cause.kind : EXIT_PROBE_CAUSE_NONE,
		.access = is_known ? cause.access : 0,
		.detail = is_known ? total->detail : 0,
		.width = total->width,
		.exits = total->exits,
	};

	if (is_other(total)) {
		row.unknown = total->exits;
		cause_row_make_other(&row);
	}
	return row;
}

static const char *put_causes(struct host *host)
{
	struct cause_row *rows = calloc(host->totals->count, sizeof(rows[0]));
	size_t count = 0;

	if (!rows)
		return "out of memory";
	for (size_t i = 0; i < host->totals->count; i++)
		if (host->totals->all[i].exits)
			rows[count++] = cause_row(host, &host->totals->all[i]);
	cause_lines_put(host->record, rows, cause_rows_merge(rows, count));
	free(rows);
	return NULL;
}

const char *host_record(struct record *record, const struct cause_totals *totals,
			const struct phase_names *names)
{
	struct host host = { .record = record, .totals = totals };
	const char *wrong = find_vendor(&host);

	if (!wrong)
		wrong = find_phases(&host);
	if (!wrong)
		wrong = put_checkpoints(&host, names);
	if (!wrong)
		wrong = put_reasons(&host);
	if (wrong)
		return wrong;
	record->begin.version = RECORD_VERSION;
	record->host.source = SOURCE_HOST;
	record->host.causes = EXIT_PROBE_CAUSES_DETAIL;
	record->host.tsc_source = TSC_UNKNOWN;
	record->guest.boot = BOOT_OTHER;
	record->guest.firmware = FIRMWARE_UNKNOWN;
	put_phases(&host);
	wrong = put_causes(&host);
	record->begin.lines = record_lines(&record->begin);
	record->end.lines = record->begin.lines;
	return wrong;
}
