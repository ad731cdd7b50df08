// SPDX-License-Identifier: GPL-2.0-only
/*
 * The counters of a record as a table.
 */
#include "counters.h"

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
