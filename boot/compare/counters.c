// SPDX-License-Identifier: GPL-2.0-only
/*
 * The counters of a record as a table.
 */
#include "counters.h"
#include "lib/text.h"
#include "record/schema.h"

static const struct {
	const char *name, *title;
	size_t offset;
} table[COUNTERS] = {
#define ROW(member, title) { #member, title, offsetof(struct record_counters, member) }
	[COUNTER_EXITS] = ROW(exits, "exits"),
	[COUNTER_KERNEL] = ROW(kernel, "KVM in the kernel"),
	[COUNTER_USERSPACE] = ROW(userspace, "userspace (the VMM)"),
	[COUNTER_HALTED] = ROW(halted, "halted"),
	[COUNTER_SCHEDULED_OUT] = ROW(scheduled_out, "scheduled out"),
	[COUNTER_PREEMPTED] = ROW(preempted, "preempted"),
	[COUNTER_BLOCKED] = ROW(blocked, "blocked"),
	[COUNTER_GUEST] = ROW(guest, "guest"),
	[COUNTER_USERSPACE_EXITS] = ROW(userspace_exits, "exits to the VMM"),
	[COUNTER_NESTED_EXITS] = ROW(nested_exits, "nested exits"),
	[COUNTER_PASSES] = ROW(passes, "failed or emulated entries"),
#undef ROW
};

const char *counter_name(unsigned int counter)
{
	return table[counter].name;
}

const char *counter_title(unsigned int counter)
{
	return table[counter].title;
}

uint64_t *counter_of(struct record_counters *counters, unsigned int counter)
{
	return (uint64_t *)((char *)counters + table[counter].offset);
}

bool counter_is_known(const struct record *record, unsigned int counter)
{
	const struct record_kind *kind = record_kind_of("checkpoint");

	for (size_t i = 0; i < kind->count; i++)
		if (text_equal(kind->fields[i].key, counter_name(counter)))
			return record_knows_field(record, &kind->fields[i]);
	return false;
}

uint64_t counters_all_exits(const struct record_counters *counters)
{
	return counters->exits + counters->passes + counters->nested_exits;
}
