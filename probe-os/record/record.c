// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the numbers of a record have to do with each other.
 */
#include "lib/mem.h"
#include "record/record.h"

uint64_t record_lines(const struct record_begin *begin)
{
	if (begin->calibrations > RECORD_CALIBRATIONS_MAX || begin->checkpoints < 2 ||
	    begin->checkpoints > RECORD_CHECKPOINTS_MAX)
		return 0;
	/* begin, host, guest and end */
	return 4 + begin->calibrations + begin->checkpoints + begin->checkpoints - 1;
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
		},
	};

	memcpy(phase.name, to->name, sizeof(phase.name));
	if (record->host.patched) {
		phase.reads = reads < phase.counters.exits ? reads : phase.counters.exits;
		phase.beyond = phase.counters.exits - phase.reads;
	}
	return phase;
}
