// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the numbers of a record have to do with each other.
 */
#include "lib/mem.h"
#include "record/record.h"

uint64_t record_phase_reasons_lines(const struct record_begin *begin)
{
	return begin->reasons ? begin->checkpoints - 1 : 0;
}

uint64_t record_lines(const struct record_begin *begin)
{
	if (begin->calibrations > RECORD_CALIBRATIONS_MAX || begin->checkpoints < 2 ||
	    begin->checkpoints > RECORD_CHECKPOINTS_MAX || begin->reasons > RECORD_REASONS_MAX ||
	    begin->benches > RECORD_BENCHES_MAX)
		return 0;
	/* begin, host, guest and end */
	return 4 + begin->calibrations + begin->checkpoints + begin->checkpoints - 1 +
	       begin->reasons + record_phase_reasons_lines(begin) + begin->benches;
}

struct record_phase record_phase_of(const struct record *record, size_t id, uint64_t reads)
{
	const struct record_checkpoint *from = &record->checkpoints[id - 1];
	const struct record_checkpoint *to = &record->checkpoints[id];
	const struct record_counters *a = &from->counters, *b = &to->counters;
	struct record_phase phase = {
		.id = id,
		.tsc = to->tsc - from->tsc,
		.counters = {
			.exits = b->exits - a->exits,
			.kernel = b->kernel - a->kernel,
			.userspace = b->userspace - a->userspace,
			.halted = b->halted - a->halted,
			.scheduled_out = b->scheduled_out - a->scheduled_out,
			.guest = b->guest - a->guest,
			.userspace_exits = b->userspace_exits - a->userspace_exits,
			.nested_exits = b->nested_exits - a->nested_exits,
			.passes = b->passes - a->passes,
		},
	};

	memcpy(phase.name, to->name, sizeof(phase.name));
	if (record->host.patched) {
		phase.reads = reads < phase.counters.exits ? reads : phase.counters.exits;
		phase.beyond = phase.counters.exits - phase.reads;
	}
	return phase;
}

static void add(struct record_count *sum, const struct record_count *count)
{
	sum->exits += count->exits;
	sum->kernel += count->kernel;
}

static bool is_whole(const struct record_count *sum, const struct record_counters *whole)
{
	return sum->exits == whole->exits && sum->kernel == whole->kernel;
}

bool record_before_adds_up(const struct record *record)
{
	struct record_count sum = { 0 };

	for (uint64_t i = 0; i < record->begin.reasons; i++)
		add(&sum, &record->reasons[i].before);
	return is_whole(&sum, &record->checkpoints[0].counters);
}

bool record_phase_adds_up(const struct record *record, size_t id)
{
	struct record_count sum = { 0 };

	for (uint64_t i = 0; i < record->begin.reasons; i++)
		add(&sum, &record->phase_reasons[id - 1].counts[i]);
	return is_whole(&sum, &record->phases[id - 1].counters);
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
