// SPDX-License-Identifier: GPL-2.0-only
/*
 * How the numbers of a record depend on each other.
 */
#include "exit_probe_abi.h"
#include "lib/mem.h"
#include "lib/text.h"
#include "record/record.h"

uint64_t record_phase_reasons_lines(const struct record_begin *begin)
{
	return begin->reasons ? begin->checkpoints - 1 : 0;
}

uint64_t record_lines(const struct record_begin *begin)
{
	if (begin->calibrations > RECORD_CALIBRATIONS_MAX || begin->checkpoints < 2 ||
	    begin->checkpoints > RECORD_CHECKPOINTS_MAX || begin->reasons > RECORD_REASONS_MAX ||
	    begin->causes > RECORD_CAUSES_MAX || begin->benches > RECORD_BENCHES_MAX)
		return 0;
	/* begin, host, guest and end */
	return 4 + begin->calibrations + begin->checkpoints + begin->checkpoints - 1 +
	       begin->reasons + record_phase_reasons_lines(begin) + begin->causes + begin->benches;
}

bool record_is_counted(const struct record *record)
{
	return record->host.patched || record->host.source != SOURCE_GUEST;
}

/* A trace has cycles whatever the mode of a patched host is. */
bool record_is_timed(const struct record *record)
{
	if (!record->host.patched)
		return record->host.source == SOURCE_TRACE;
	return record->host.mode != EXIT_PROBE_MODE_COUNT;
}

bool record_has_moments(const struct record *record)
{
	return record->host.source != SOURCE_HOST;
}

/* Treats the structure as an array: all members are uint64_t. */
bool record_counters_fell(const struct record_counters *from, const struct record_counters *to)
{
	const uint64_t *before = (const uint64_t *)from, *after = (const uint64_t *)to;

	for (size_t i = 0; i < sizeof(*to) / sizeof(*after); i++)
		if (after[i] < before[i])
			return true;
	return false;
}

bool record_generations_differ(uint64_t from, uint64_t to)
{
	return from == 0 || from != to;
}

static bool has_generations(const struct record *record)
{
	return record->host.patched && record->begin.version >= RECORD_VERSION_ABI_2;
}

bool record_phase_broke(const struct record *record, size_t id)
{
	const struct record_checkpoint *from = &record->checkpoints[id - 1];
	const struct record_checkpoint *to = &record->checkpoints[id];

	return to->tsc < from->tsc || record_counters_fell(&from->counters, &to->counters) ||
	       (has_generations(record) &&
		record_generations_differ(from->generation, to->generation));
}

static struct record_counters difference(const struct record_counters *from,
					 const struct record_counters *to)
{
	struct record_counters result = *to;
	uint64_t *number = (uint64_t *)&result;
	const uint64_t *less = (const uint64_t *)from;

	for (size_t i = 0; i < sizeof(result) / sizeof(*number); i++)
		number[i] -= less[i];
	return result;
}

struct record_phase record_phase_of(const struct record *record, size_t id, uint64_t reads)
{
	const struct record_checkpoint *from = &record->checkpoints[id - 1];
	const struct record_checkpoint *to = &record->checkpoints[id];
	struct record_phase phase = { .id = id };

	memcpy(phase.name, to->name, sizeof(phase.name));
	phase.moved = record_phase_broke(record, id);
	if (phase.moved)
		return phase;
	phase.tsc = to->tsc - from->tsc;
	phase.counters = difference(&from->counters, &to->counters);
	if (record_is_counted(record)) {
		phase.reads = reads < phase.counters.exits ? reads : phase.counters.exits;
		phase.beyond = phase.counters.exits - phase.reads;
	}
	return phase;
}

bool record_is_moved(const struct record *record)
{
	for (uint64_t i = 0; i + 1 < record->begin.checkpoints; i++)
		if (record->phases[i].moved)
			return true;
	return false;
}

static void add(struct record_count *sum, const struct record_count *count)
{
	sum->exits += count->exits;
	sum->kernel += count->kernel;
}

static bool is_total(const struct record_count *sum, const struct record_counters *total)
{
	return sum->exits == total->exits && sum->kernel == total->kernel;
}

bool record_before_adds_up(const struct record *record)
{
	struct record_count sum = { 0 };

	for (uint64_t i = 0; i < record->begin.reasons; i++)
		add(&sum, &record->reasons[i].before);
	return is_total(&sum, &record->checkpoints[0].counters);
}

bool record_phase_adds_up(const struct record *record, size_t id)
{
	struct record_count sum = { 0 };

	for (uint64_t i = 0; i < record->begin.reasons; i++)
		add(&sum, &record->phase_reasons[id - 1].counts[i]);
	return is_total(&sum, &record->phases[id - 1].counters);
}

bool record_boot_adds_up(const struct record *record)
{
	for (uint64_t i = 0; i < record->begin.reasons; i++) {
		const struct record_count *boot = &record->reasons[i].boot;
		struct record_count sum = { 0 };

		for (uint64_t j = 0; j < record_phase_reasons_lines(&record->begin); j++)
			add(&sum, &record->phase_reasons[j].counts[i]);
		if (sum.exits != boot->exits || sum.kernel != boot->kernel)
			return false;
	}
	return true;
}

const struct record_reason *record_reason_of(const struct record *record,
					     const struct record_cause *cause)
{
	for (uint64_t i = 0; i < record->begin.reasons; i++)
		if (text_equal(record->reasons[i].name, cause->reason))
			return &record->reasons[i];
	return NULL;
}

bool record_cause_is_after(const struct record *record, const struct record_cause *cause,
			   const struct record_cause *other)
{
	const uint64_t order[][2] = {
		{ cause->phase, other->phase },
		{ record_reason_of(record, cause)->code, record_reason_of(record, other)->code },
		{ cause->kind, other->kind },
		{ cause->detail, other->detail },
		{ cause->access, other->access },
		{ cause->width, other->width },
	};

	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++)
		if (order[i][0] != order[i][1])
			return order[i][0] > order[i][1];
	return false;
}

/* Numbers that a reason has, and each of its causes */
struct costs {
	uint64_t exits, kernel, blocked;
};

bool record_causes_add_up(const struct record *record)
{
	struct costs left[RECORD_REASONS_MAX];

	for (uint64_t i = 0; i < record->begin.reasons; i++) {
		const struct record_reason *reason = &record->reasons[i];

		left[i] = (struct costs){
			.exits = reason->before.exits + reason->boot.exits,
			.kernel = reason->before.kernel + reason->boot.kernel,
			.blocked = reason->blocked,
		};
	}
	for (uint64_t i = 0; i < record->begin.causes; i++) {
		const struct record_cause *cause = &record->causes[i];
		struct costs *of = &left[record_reason_of(record, cause) - record->reasons];

		of->exits -= cause->exits;
		of->kernel -= cause->kernel;
		of->blocked -= cause->blocked;
	}
	for (uint64_t i = 0; i < record->begin.reasons; i++)
		if (left[i].exits || left[i].kernel || left[i].blocked)
			return false;
	return true;
}
