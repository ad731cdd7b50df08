// SPDX-License-Identifier: GPL-2.0-only
/*
 * Marks are CPUIDs: the probe's, see probe/marks.h, and those of a kernel of one's own, see
 * mark/exit_probe_mark.h.
 */
#include "exit_probe_abi.h"
#include "marks.h"
#include "probe/marks.h"
#include "refuse.h"

/* The number of a phase that a latching read tells a patched host */
#define PHASE_MASK (~0U << EXIT_PROBE_TABLE_PHASE_SHIFT)

static bool is_mark(const struct event *event)
{
	const uint64_t kind = event->value[1] & MARK_KIND_MASK;

	return event->value[0] == MARK_LEAF && kind >= MARK_CHECKPOINT && kind <= MARK_NOTHING;
}

bool marks_is_read(const struct event *event)
{
	const uint32_t leaf = (uint32_t)event->value[0];

	return is_mark(event) ||
	       (leaf >= EXIT_PROBE_LEAF_SIGNATURE && leaf <= EXIT_PROBE_LEAF_LAST_EXTENDED);
}

static bool add_mark(struct marks *marks, const struct moment *now, uint32_t mark, uint64_t tsc)
{
	struct mark *last = &marks->all[marks->count];

	if (marks->count == MARKS_MAX)
		return refuse("more than %d marks of the guest", MARKS_MAX);
	marks->count++;
	*last = (struct mark){ .mark = mark, .number = marks->ever++, .at = *now };
	last->at.tsc = tsc;
	return true;
}

/* A phase ends as on a patched host: see EXIT_PROBE_TABLE_PHASE_SHIFT. */
static bool add_latch(struct marks *marks, const struct moment *now, const struct event *event,
		      uint64_t tsc)
{
	const uint32_t phase = (uint32_t)event->value[1] >> EXIT_PROBE_TABLE_PHASE_SHIFT;
	const bool ends_phase = phase >= marks->phase && phase < EXIT_PROBE_PHASE_LAST;
	struct mark *last = &marks->all[marks->count];

	marks->late += !ends_phase;
	/* A guest may mark in a loop. */
	if (marks->count == MARKS_MAX && !ends_phase)
		return true;
	if (!add_mark(marks, now, 0, tsc))
		return false;
	marks->latched = event->thread;
	last->phase = phase;
	last->ends_phase = ends_phase;
	if (ends_phase)
		marks->phase = phase + 1;
	return true;
}

/* A guest that starts again has its checkpoints again. */
static void name_last(struct marks *marks, uint32_t mark)
{
	struct mark *last = &marks->all[marks->count - 1];

	last->mark = mark;
	if (mark == MARK_NOTHING) {
		marks->count--;
	} else if (mark == MARK_CHECKPOINT && marks->count > 1) {
		marks->all[0] = *last;
		marks->count = 1;
	}
}

/* A latching read ends a phase, and a mark after it names the phase. A mark alone does both. */
bool marks_take(struct marks *marks, const struct moment *now, const struct event *event,
		uint64_t tsc)
{
	const uint32_t leaf = (uint32_t)event->value[0], index = (uint32_t)event->value[1];
	const bool follows_latch = marks->latched == event->thread;

	marks->latched = 0;
	if (leaf == EXIT_PROBE_LEAF_TABLE && (index & ~PHASE_MASK) == EXIT_PROBE_TABLE_LATCH)
		return add_latch(marks, now, event, tsc);
	if (is_mark(event) && !follows_latch && !add_mark(marks, now, index, tsc))
		return false;
	if (is_mark(event))
		name_last(marks, index);
	return true;
}
