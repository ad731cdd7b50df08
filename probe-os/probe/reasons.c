// SPDX-License-Identifier: GPL-2.0-only
/*
 * A reason never leaves the host's table, so that the last sample has all reasons. If
 * the VM was moved, it has those of the last host only; range, histogram and blocked then
 * stay empty.
 */
#include "lib/text.h"
#include "probe/latch.h"
#include "probe/reasons.h"
#include "record/reason.h"

_Static_assert(SAMPLE_ROWS <= RECORD_REASONS_MAX, "the record must hold them all");

uint64_t reasons_own_exits(const struct sample *from, const struct sample *to, uint32_t vendor)
{
	uint64_t exits = 0;

	for (size_t row = 0; row < sample_rows(to); row++)
		if (!reason_interrupts_host(vendor, to->rows[row].eax))
			exits += sample_difference(from, to, to->rows[row].eax).exits;
	return exits;
}

/* Reads range, blocked and histogram of a row of the last sample; returns its exits in 64 bits. */
static uint64_t collect_row(struct record_reason *reason, uint32_t row, uint32_t buckets)
{
	const struct cpuid counts = latch_read(EXIT_PROBE_TABLE_COUNTS + 1 + row);
	const struct cpuid range = latch_read(EXIT_PROBE_TABLE_RANGE + 1 + row);

	reason->min = cpuid_first(range);
	reason->max = cpuid_second(range);
	reason->blocked = cpuid_first(latch_read(EXIT_PROBE_TABLE_BLOCKED + 1 + row));
	for (uint32_t i = 0; i < buckets / 2; i++) {
		const struct cpuid pair = latch_read(EXIT_PROBE_TABLE_HISTOGRAM +
						     EXIT_PROBE_TABLE_PAIR * i + 1 + row);

		reason->histogram[2 * i] = cpuid_first(pair);
		reason->histogram[2 * i + 1] = cpuid_second(pair);
	}
	return cpuid_first(counts);
}

static bool is_known(const struct record *record, uint32_t code)
{
	for (uint64_t i = 0; i < record->begin.reasons; i++)
		if (record->reasons[i].code == code)
			return true;
	return false;
}

/* Adds the codes of a sample to the record, in ascending order; false if they do not fit. */
static bool collect_codes(struct record *record, const struct sample *sample, bool moved)
{
	for (size_t row = 0; row < sample_rows(sample); row++) {
		uint32_t code = sample->rows[row].eax;
		size_t at;

		/* Two hosts may have the same code; on one host a duplicate is an error. */
		if (moved && is_known(record, code))
			continue;
		if (record->begin.reasons == RECORD_REASONS_MAX)
			return false;
		at = record->begin.reasons++;
		for (; at > 0 && record->reasons[at - 1].code > code; at--)
			record->reasons[at].code = record->reasons[at - 1].code;
		record->reasons[at].code = code;
	}
	return true;
}

static uint32_t row_of(const struct sample *sample, uint64_t code)
{
	uint32_t row = 0;

	while (sample->rows[row].eax != code)
		row++;
	return row;
}

static void collect_reason(struct record *record, const struct sample *const samples[],
			   uint64_t index, uint32_t buckets)
{
	const uint64_t phases = record->begin.checkpoints - 1;
	const struct sample *last = samples[phases];
	struct record_reason *reason = &record->reasons[index];
	struct text name = text_in(reason->name, sizeof(reason->name));
	bool moved = record_is_moved(record);
	uint64_t exits = moved ? 0 : collect_row(reason, row_of(last, reason->code), buckets);

	reason_word(&name, record->host.vendor, (uint32_t)reason->code);
	for (uint64_t i = 0; i < phases; i++) {
		struct record_count *count = &record->phase_reasons[i].counts[index];

		if (record->phases[i].moved)
			continue;
		*count = sample_difference(samples[i], samples[i + 1], (uint32_t)reason->code);
		reason->boot.exits += count->exits;
		reason->boot.kernel += count->kernel;
	}
	reason->before = sample_of_reason(samples[0], (uint32_t)reason->code);
	if (!moved)
		reason->before.exits = exits - reason->boot.exits;
}

static void collect_phase(struct record *record, uint64_t index)
{
	struct record_phase_reasons *reasons = &record->phase_reasons[index];
	struct text name = text_in(reasons->name, sizeof(reasons->name));

	reasons->id = record->phases[index].id;
	text_string(&name, record->phases[index].name);
}

static bool adds_up(const struct record *record)
{
	for (size_t id = 1; id < record->begin.checkpoints; id++)
		if (!record_phase_adds_up(record, id))
			return false;
	return record_before_adds_up(record);
}

static bool has_duplicates(const struct record *record)
{
	for (uint64_t i = 1; i < record->begin.reasons; i++)
		if (record->reasons[i].code == record->reasons[i - 1].code)
			return true;
	return false;
}

static const char *collect(struct record *record, const struct sample *const samples[],
			   uint32_t buckets)
{
	const uint64_t last = record->begin.checkpoints - 1;
	const bool moved = record_is_moved(record);
	bool fits = samples[last]->latch.eax <= SAMPLE_ROWS && buckets <= RECORD_BUCKETS_MAX;

	for (uint64_t i = moved ? 0 : last; fits && i <= last; i++)
		fits = collect_codes(record, samples[i], moved);
	if (!fits)
		return "the host's table of reasons is larger than the probe has room for";
	for (uint64_t i = 0; i < record->begin.reasons; i++)
		collect_reason(record, samples, i, buckets);
	for (uint64_t i = 0; i + 1 < record->begin.checkpoints; i++)
		collect_phase(record, i);
	if (has_duplicates(record) || !adds_up(record))
		return "the exits by reason do not add up to the total";
	return record->begin.reasons ? NULL : "the host's table of reasons is empty";
}

const char *reasons_collect(struct record *record, const struct sample *const samples[],
			    uint32_t buckets)
{
	const char *wrong = collect(record, samples, buckets);

	if (wrong)
		record->begin.reasons = 0;
	return wrong;
}
