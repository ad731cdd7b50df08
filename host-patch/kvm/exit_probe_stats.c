// SPDX-License-Identifier: GPL-2.0-only
/*
 * One line per exit reason that a vCPU had, with the manual's name for it.
 */
#include <linux/debugfs.h>
#include <linux/kvm_host.h>
#include <linux/seq_file.h>

#include "exit_probe_reason.h"
#include "exit_probe_rows.h"
#include "exit_probe_stats.h"

static void exit_probe_show_name(struct seq_file *file, u32 slot)
{
	const char *name = exit_probe_reason_name(slot) ?: "UNDEFINED";

	if (slot == EXIT_PROBE_SLOT_NONE)
		seq_puts(file, "- BEFORE_ENTRY");
	else if (slot == EXIT_PROBE_SLOT_OTHER)
		seq_puts(file, "- OTHER");
	else
		seq_printf(file, "%#x %s", exit_probe_reason_code(slot), name);
}

static void exit_probe_show_row(struct seq_file *file, const struct kvm_exit_probe_row *row)
{
	u64 min, max, exits;
	int i;

	if (!row)
		return;
	min = READ_ONCE(row->min);
	max = READ_ONCE(row->max);
	if (min <= max)
		seq_printf(file, " min=%llu max=%llu", min, max);
	for (i = 0; i < EXIT_PROBE_BUCKETS; i++) {
		exits = READ_ONCE(row->bucket[i]);
		if (exits)
			seq_printf(file, " <2^%d:%llu", i, exits);
	}
}

static int exit_probe_reasons_show(struct seq_file *file, void *unused)
{
	struct kvm_vcpu *vcpu = file->private;
	const struct kvm_exit_probe_rows *rows = READ_ONCE(vcpu->exit_probe_rows);
	struct kvm_exit_probe *probe = &vcpu->stat.exit_probe;
	u32 slot;

	for (slot = 0; slot < EXIT_PROBE_SLOTS; slot++) {
		u64 exits = READ_ONCE(probe->reason_exits[slot]);
		u64 cycles = READ_ONCE(probe->reason_cycles[slot]);
		u64 blocked = READ_ONCE(probe->reason_blocked[slot]);

		if (!exits && !cycles)
			continue;
		exit_probe_show_name(file, slot);
		seq_printf(file, " exits=%llu cycles=%llu", exits, cycles);
		if (blocked)
			seq_printf(file, " blocked=%llu", blocked);
		exit_probe_show_row(file, exit_probe_row(rows, slot));
		seq_putc(file, '\n');
	}
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(exit_probe_reasons);

void exit_probe_create_debugfs(struct kvm_vcpu *vcpu, struct dentry *dir)
{
	debugfs_create_file("exit_probe_reasons", 0444, dir, vcpu,
			    &exit_probe_reasons_fops);
}
