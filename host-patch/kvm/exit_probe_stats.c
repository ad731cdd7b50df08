// SPDX-License-Identifier: GPL-2.0-only
/*
 * One line per exit reason, and per cause, that a vCPU had, with the manual's name of the
 * reason.
 */
#include <linux/debugfs.h>
#include <linux/kvm_host.h>
#include <linux/seq_file.h>
#include <linux/slab.h>

#include "exit_probe_abi.h"
#include "exit_probe_cause.h"
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

static const char * const exit_probe_kinds[] = {
	[EXIT_PROBE_CAUSE_NONE]      = "none",
	[EXIT_PROBE_CAUSE_PORT]      = "port",
	[EXIT_PROBE_CAUSE_MSR]       = "msr",
	[EXIT_PROBE_CAUSE_MEMORY]    = "memory",
	[EXIT_PROBE_CAUSE_MMIO]      = "mmio",
	[EXIT_PROBE_CAUSE_APIC]      = "apic",
	[EXIT_PROBE_CAUSE_CR]        = "cr",
	[EXIT_PROBE_CAUSE_DR]        = "dr",
	[EXIT_PROBE_CAUSE_VECTOR]    = "vector",
	[EXIT_PROBE_CAUSE_HYPERCALL] = "hypercall",
	[EXIT_PROBE_CAUSE_CPUID]     = "cpuid",
	[EXIT_PROBE_CAUSE_GHCB]      = "ghcb",
	[EXIT_PROBE_CAUSE_RIP]       = "rip",
};

static const char *exit_probe_access(u8 access, char ring[])
{
	if (access >= EXIT_PROBE_ACCESS_RING) {
		ring[4] = '0' + access - EXIT_PROBE_ACCESS_RING;
		return ring;
	}
	if (access == EXIT_PROBE_ACCESS_READ)
		return "read";
	return access == EXIT_PROBE_ACCESS_WRITE ? "write" : "none";
}

static const char *exit_probe_kind(u8 kind)
{
	return kind == EXIT_PROBE_CAUSE_HOST_VECTOR ? "host_vector" : exit_probe_kinds[kind];
}

/* @listed adds up what was shown of a reason. */
static void exit_probe_show_cause(struct seq_file *file, const struct exit_probe_cause *cause,
				  struct exit_probe_cause *listed)
{
	const struct exit_probe_cause_key *key = &cause->key;
	char ring[] = "ring0";

	if (!cause->exits)
		return;
	listed += key->slot;
	listed->exits += cause->exits;
	listed->cycles += cause->cycles;
	listed->blocked += cause->blocked;
	seq_printf(file, "%u ", key->phase);
	exit_probe_show_name(file, key->slot);
	seq_printf(file, " %s %#llx %s %u", exit_probe_kind(key->kind), key->detail,
		   exit_probe_access(key->access, ring), key->width);
	seq_printf(file, " exits=%llu cycles=%llu blocked=%llu error=%llu\n",
		   cause->exits, cause->cycles, cause->blocked, cause->error);
}

static u64 exit_probe_left(const u64 *all, u64 listed)
{
	u64 value = READ_ONCE(*all);

	return value - min(value, listed);
}

/* The rest of a reason, which no cause has. */
static void exit_probe_show_rest(struct seq_file *file, const struct kvm_exit_probe *probe,
				 u32 slot, const struct exit_probe_cause *listed)
{
	u64 exits = exit_probe_left(&probe->reason_exits[slot], listed->exits);
	u64 cycles = exit_probe_left(&probe->reason_cycles[slot], listed->cycles);
	u64 blocked = exit_probe_left(&probe->reason_blocked[slot], listed->blocked);

	if (!exits && !cycles && !blocked)
		return;
	seq_puts(file, "0 ");
	exit_probe_show_name(file, slot);
	seq_printf(file, " other 0 none 0 exits=%llu cycles=%llu blocked=%llu error=0\n",
		   exits, cycles, blocked);
}

/* The exit that is not over has a line of its own: its cause may be listed before. */
static int exit_probe_causes_show(struct seq_file *file, void *unused)
{
	struct kvm_vcpu *vcpu = file->private;
	const struct kvm_exit_probe_causes *causes = READ_ONCE(vcpu->exit_probe_causes);
	struct exit_probe_cause *listed, open;
	struct exit_probe_cause copy[EXIT_PROBE_CAUSE_WAYS];
	u32 set, way, used, slot;

	if (!causes)
		return 0;
	listed = kcalloc(EXIT_PROBE_SLOTS, sizeof(*listed), GFP_KERNEL);
	if (!listed)
		return -ENOMEM;

	for (set = 0; set < EXIT_PROBE_CAUSE_SETS; set++) {
		used = exit_probe_read_causes(causes, set, copy);
		for (way = 0; way < used; way++)
			exit_probe_show_cause(file, &copy[way], listed);
	}
	exit_probe_read_open_cause(vcpu, causes, &open);
	exit_probe_show_cause(file, &open, listed);
	for (slot = 0; slot < EXIT_PROBE_SLOTS; slot++)
		exit_probe_show_rest(file, &vcpu->stat.exit_probe, slot, &listed[slot]);
	kfree(listed);
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(exit_probe_causes);

void exit_probe_create_debugfs(struct kvm_vcpu *vcpu, struct dentry *dir)
{
	debugfs_create_file("exit_probe_causes", 0444, dir, vcpu,
			    &exit_probe_causes_fops);
	debugfs_create_file("exit_probe_reasons", 0444, dir, vcpu,
			    &exit_probe_reasons_fops);
}
