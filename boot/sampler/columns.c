// SPDX-License-Identifier: GPL-2.0-only
/*
 * The statistics of KVM and their columns. An unpatched KVM has the first one only, and
 * counters of its own.
 */
#include <string.h>

#include "source.h"

static const char *const columns[] = {
	"exits",     "counted", "passes", "kernel",          "userspace",    "halted",
	"preempted", "blocked", "guest",  "userspace_exits", "nested_exits",
};

const char *const statistics[] = {
	"exits",
	"exit_probe_exits",
	"exit_probe_passes",
	"exit_probe_kernel_cycles",
	"exit_probe_userspace_cycles",
	"exit_probe_halted_cycles",
	"exit_probe_preempted_cycles",
	"exit_probe_blocked_cycles",
	"exit_probe_guest_cycles",
	"exit_probe_userspace_exits",
	"exit_probe_nested_exits",
	NULL,
};

_Static_assert(sizeof(columns) + sizeof(columns[0]) == sizeof(statistics), "one each");

const char *column_of(const char *statistic)
{
	for (size_t i = 0; statistics[i]; i++)
		if (strcmp(statistics[i], statistic) == 0)
			return columns[i];
	return NULL;
}

const char *const stock_counters[] = {
	"halt_exits",
	"hypercalls",
	"insn_emulation",
	"invlpg",
	"io_exits",
	"irq_exits",
	"irq_window_exits",
	"mmio_exits",
	"nested_run",
	"nmi_window_exits",
	"notify_window_exits",
	"pf_taken",
	"request_irq_exits",
	"signal_exits",
	NULL,
};
