// SPDX-License-Identifier: GPL-2.0-only
/*
 * Checkpoints are marks of the trace, phases their differences. A guest without marks has
 * one phase, the whole trace.
 */
#include <stdio.h>
#include <string.h>

#include "probe/marks.h"
#include "record/reason.h"
#include "refuse.h"
#include "trace_bench.h"
#include "trace_causes.h"
#include "trace_record.h"

/* The verdict's reason of a guest that finds no counters */
#define UNPATCHED "the host is not patched"

static const char *const checkpoint_names[] = {
#define CHECKPOINT(name) #name,
#include "probe/checkpoints.def"
#undef CHECKPOINT
};

#define CHECKPOINTS (sizeof(checkpoint_names) / sizeof(checkpoint_names[0]))

/* The name that a mark has by itself; NULL: none */
static const char *name_of(uint32_t mark)
{
	const uint32_t number = mark & ~MARK_KIND_MASK;

	if ((mark & MARK_KIND_MASK) != MARK_CHECKPOINT || number >= CHECKPOINTS)
		return NULL;
	return checkpoint_names[number];
}

/* On a patched host marks have no names, and a bench's marks are no checkpoints. */
static bool may_be(uint32_t mark, const char *name)
{
	const char *own = name_of(mark);

	return own ? strcmp(own, name) == 0 : mark == 0 || mark == MARK_NAMED;
}

static size_t next_mark(const struct account *account, size_t at, const char *name)
{
	while (at < account->marks.count && !may_be(account->marks.all[at].mark, name))
		at++;
	return at;
}

static uint64_t distance(uint64_t a, uint64_t b)
{
	return a < b ? b - a : a - b;
}

/* Of marks without names it is the one at the guest's time; others are samples that the
 * guest's record does not have. */
static size_t mark_at(const struct account *account, size_t at, const char *name, uint64_t tsc)
{
	size_t next = next_mark(account, at + 1, name);

	while (next < account->marks.count && account->marks.all[at].mark == 0 &&
	       distance(account->marks.all[next].at.tsc, tsc) <
		       distance(account->marks.all[at].at.tsc, tsc)) {
		at = next;
		next = next_mark(account, at + 1, name);
	}
	return at;
}

/* The marks of the guest's own checkpoints */
static bool choose_as_guest(const struct account *account, const struct record *guest,
			    struct chosen *chosen)
{
	size_t at = 0;
	uint64_t tsc = 0;

	for (uint64_t i = 0; i < guest->begin.checkpoints; i++) {
		const struct record_checkpoint *checkpoint = &guest->checkpoints[i];

		at = next_mark(account, at, checkpoint->name);
		if (at < account->marks.count && i > 0)
			at = mark_at(account, at, checkpoint->name,
				     tsc + checkpoint->tsc - checkpoint[-1].tsc);
		if (at >= account->marks.count)
			return refuse("the trace has no mark for the checkpoint %s of the guest's "
				      "record: did the trace begin after it?",
				      checkpoint->name);
		tsc = account->marks.all[at].at.tsc;
		chosen->marks[chosen->count++] = at++;
	}
	return true;
}

static bool is_named(const struct mark *mark)
{
	return name_of(mark->mark) || mark->mark == MARK_NAMED;
}

static bool ends_phase(const struct mark *mark)
{
	return mark->ends_phase;
}

static bool choose(const struct account *account, struct chosen *chosen,
		   bool (*is_wanted)(const struct mark *mark), size_t most)
{
	for (size_t i = 0; i < account->marks.count; i++) {
		if (!is_wanted(&account->marks.all[i]))
			continue;
		if (chosen->count == most)
			return refuse("more than %zu checkpoints: a record has no room", most);
		chosen->marks[chosen->count++] = i;
	}
	return true;
}

/* A guest whose marks have numbers only is not the probe, and goes on behind the last one. */
static bool choose_all(const struct account *account, struct chosen *chosen)
{
	if (!choose(account, chosen, is_named, RECORD_CHECKPOINTS_MAX))
		return false;
	if (chosen->count > 0)
		return true;
	if (!choose(account, chosen, ends_phase, RECORD_CHECKPOINTS_MAX - 1))
		return false;
	chosen->with_end = chosen->count > 0;
	return true;
}

static void put_checkpoint(struct record *record, const char *name, const struct moment *at)
{
	struct record_checkpoint *checkpoint = &record->checkpoints[record->begin.checkpoints];

	checkpoint->id = record->begin.checkpoints++;
	snprintf(checkpoint->name, sizeof(checkpoint->name), "%s", name);
	checkpoint->tsc = at->tsc;
	checkpoint->counters = at->counters;
}

static void put_checkpoints(struct record *record, const struct account *account,
			    const struct trace_names *names, const struct chosen *chosen,
			    const struct moment *points[])
{
	for (size_t i = 0; i < chosen->count; i++) {
		const struct mark *mark = &account->marks.all[chosen->marks[i]];
		const char *own = name_of(mark->mark);
		char name[RECORD_NAME_SIZE];

		if (chosen->with_end)
			phase_name(name, names->phases, mark->phase);
		else
			snprintf(name, sizeof(name), "mark_%zu", i);
		put_checkpoint(record,
			       names->guest ? names->guest->checkpoints[i].name
			       : own        ? own
					    : name,
			       &mark->at);
		if (names->guest)
			record->checkpoints[i].tsc = names->guest->checkpoints[i].tsc;
		points[i] = &mark->at;
	}
	if (chosen->with_end) {
		put_checkpoint(record, PHASE_END, &account->now);
		points[chosen->count] = &account->now;
	}
}

static void put_phases(struct record *record, const struct moment *const points[])
{
	for (size_t i = 1; i < record->begin.checkpoints; i++)
		record->phases[i - 1] = record_phase_of(
			record, i, points[i]->reads.exits - points[i - 1]->reads.exits);
}

static void put_reason(struct record *record, const struct account *account, size_t row,
		       const struct moment *const points[])
{
	const uint64_t last = record->begin.checkpoints - 1;
	const struct range *range = &points[last]->ranges[row];
	struct record_reason *reason = &record->reasons[record->begin.reasons];
	struct text name = text_in(reason->name, sizeof(reason->name));

	reason->code = account->codes[row];
	reason_word(&name, account->vendor, account->codes[row]);
	reason->before = points[0]->reasons[row];
	reason->boot = record_count_between(&points[0]->reasons[row], &points[last]->reasons[row]);
	reason->min = range->min;
	reason->max = range->max;
	memcpy(reason->histogram, range->histogram, sizeof(reason->histogram));
	for (uint64_t i = 0; i < last; i++)
		record->phase_reasons[i].counts[record->begin.reasons] = record_count_between(
			&points[i]->reasons[row], &points[i + 1]->reasons[row]);
	record->begin.reasons++;
}

/* Those that occurred up to the last checkpoint */
static void put_reasons(struct record *record, const struct account *account,
			const struct moment *const points[])
{
	const uint64_t last = record->begin.checkpoints - 1;
	size_t rows[RECORD_REASONS_MAX];

	account_rows(account, rows);
	for (size_t i = 0; i < account->codes_count; i++)
		if (points[last]->reasons[rows[i]].exits)
			put_reason(record, account, rows[i], points);
	for (uint64_t i = 0; i < last; i++) {
		record->phase_reasons[i].id = record->phases[i].id;
		memcpy(record->phase_reasons[i].name, record->phases[i].name,
		       sizeof(record->phase_reasons[i].name));
	}
}

/* What the guest says of host and guest; without its record that is not known. */
static void put_facts(struct record *record, const struct account *account,
		      const struct record *guest)
{
	if (guest)
		*record = *guest;
	else
		record->host.tsc_source = TSC_UNKNOWN;
	record->begin.version = RECORD_VERSION;
	record->begin.checkpoints = 0;
	record->begin.reasons = 0;
	record->host.patched = 0;
	record->host.source = SOURCE_TRACE;
	record->host.vendor = account->vendor;
	if (!guest) {
		record->guest.boot = BOOT_OTHER;
		record->guest.firmware = FIRMWARE_UNKNOWN;
	}
	if (record->end.verdict == VERDICT_UNPATCHED)
		record->end.verdict = VERDICT_PASS;
	if (strcmp(record->end.reason, UNPATCHED) == 0)
		*record->end.reason = '\0';
}

bool trace_record(struct record *record, const struct account *account,
		  const struct trace_names *names, struct chosen *chosen)
{
	static const struct moment start;
	const struct moment *points[RECORD_CHECKPOINTS_MAX] = { &start, &account->now };
	const struct record *guest = names->guest;

	if (guest && guest->end.verdict == VERDICT_MOVED)
		return refuse("the VM was moved: its checkpoints are of several hosts");
	if (guest ? !choose_as_guest(account, guest, chosen) : !choose_all(account, chosen))
		return false;
	put_facts(record, account, guest);
	put_checkpoints(record, account, names, chosen, points);
	if (record->begin.checkpoints < 2) {
		record->begin.checkpoints = chosen->count = 0;
		put_checkpoint(record, "start", &start);
		put_checkpoint(record, PHASE_END, &account->now);
	}
	put_phases(record, points);
	put_reasons(record, account, points);
	trace_causes(record, account, chosen);
	if (!trace_benches(record, account))
		return false;
	record->begin.lines = record_lines(&record->begin);
	record->end.lines = record->begin.lines;
	return true;
}
