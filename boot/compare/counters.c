// SPDX-License-Identifier: GPL-2.0-only
/*
 * The counters of a record as a table.
 */
#include "counters.h"

static const struct {
	const char *name, *title;
	size_t offset;
	bool is_of_patch; /* not in a trace */
} table[COUNTERS] = {
#define ROW(member, title, is_of_patch)                                                            \
	{ #member, title, offsetof(struct record_counters, member), is_of_patch }
	[COUNTER_EXITS] = ROW(exits, "exits", false),
	[COUNTER_KERNEL] = ROW(kernel, "KVM in the kernel", false),
	[COUNTER_USERSPACE] = ROW(userspace, "userspace (the VMM)", false),
	[COUNTER_HALTED] = ROW(halted, "halted", false),
	[COUNTER_SCHEDULED_OUT] = ROW(scheduled_out, "scheduled out", true),
	[COUNTER_GUEST] = ROW(guest, "guest", false),
	[COUNTER_USERSPACE_EXITS] = ROW(userspace_exits, "exits to the VMM", false),
	[COUNTER_NESTED_EXITS] = ROW(nested_exits, "nested exits", true),
	[COUNTER_PASSES] = ROW(passes, "failed or emulated entries", true),
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
	return record_is_counted(record) && (record->host.patched || !table[counter].is_of_patch);
}

uint64_t counters_all_exits(const struct record_counters *counters)
{
	return counters->exits + counters->passes + counters->nested_exits;
}
