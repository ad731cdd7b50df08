// SPDX-License-Identifier: GPL-2.0-only
/*
 * What all vCPUs of the host count, by CPU, for scope host.
 *
 * A vCPU's thread adds to the counters of the CPU that it runs on, so they need no
 * lock, and a reader neither walks VMs nor waits for one that comes or goes.
 */
#include <linux/cpumask.h>
#include <linux/jump_label.h>
#include <linux/kernel.h>
#include <linux/kvm_host.h>
#include <linux/mutex.h>
#include <linux/percpu.h>
#include <linux/topology.h>
#include <linux/vmalloc.h>

#include "exit_probe_cpu.h"
#include "exit_probe_cycles.h"
#include "exit_probe_export.h"
#include "x86.h"

static DEFINE_PER_CPU(struct exit_probe_sums *, exit_probe_sums);
static DEFINE_MUTEX(exit_probe_cpu_lock);

DEFINE_STATIC_KEY_FALSE(exit_probe_per_cpu);
EXPORT_SYMBOL_FOR_KVM_INTERNAL(exit_probe_per_cpu);

bool exit_probe_cpu_incomplete;

const struct exit_probe_sums *exit_probe_cpu_sums(int cpu)
{
	return READ_ONCE(per_cpu(exit_probe_sums, cpu));
}

static struct exit_probe_sums *exit_probe_cpu_alloc(int cpu)
{
	struct exit_probe_sums *sums = vzalloc_node(sizeof(*sums), cpu_to_node(cpu));
	u32 slot;

	for (slot = 0; sums && slot < EXIT_PROBE_SLOTS; slot++)
		sums->row[slot].min = U64_MAX;
	return sums;
}

bool exit_probe_cpu_make(void)
{
	struct exit_probe_sums *sums;
	bool made = true;
	int cpu;

	mutex_lock(&exit_probe_cpu_lock);
	for_each_possible_cpu(cpu) {
		if (per_cpu(exit_probe_sums, cpu))
			continue;
		sums = exit_probe_cpu_alloc(cpu);
		/* Readers may see it at once. */
		smp_store_release(&per_cpu(exit_probe_sums, cpu), sums);
		if (!sums)
			made = false;
	}
	mutex_unlock(&exit_probe_cpu_lock);
	return made;
}

void exit_probe_cpu_free(void)
{
	int cpu;

	for_each_possible_cpu(cpu) {
		vfree(per_cpu(exit_probe_sums, cpu));
		per_cpu(exit_probe_sums, cpu) = NULL;
	}
	WRITE_ONCE(exit_probe_cpu_incomplete, false);
}

/* As exit_probe_settle_time() does, before that. */
static void exit_probe_cpu_settle_time(struct exit_probe_sums *sums,
				       const struct kvm_exit_probe *probe, u64 cycles)
{
	struct kvm_exit_probe_row *row = &sums->row[probe->slot];
	unsigned long bit = 0;

	if (cycles) {
		bit = min_t(unsigned long, __fls(cycles), EXIT_PROBE_BUCKETS - 2);
		row->min = min(row->min, cycles);
	}
	sums->counter[EXIT_PROBE_GUEST] += exit_probe_cycles(probe->entered, probe->left);
	sums->counter[EXIT_PROBE_KERNEL] += cycles;
	sums->cycles[probe->slot] += cycles;
	row->bucket[bit + 1]++;
	row->max = max(row->max, cycles);
}

void exit_probe_cpu_settle(struct kvm_vcpu *vcpu, u32 slot, enum kvm_exit_probe_mode mode,
			   u64 cycles)
{
	struct exit_probe_sums *sums = this_cpu_read(exit_probe_sums);

	if (mode == EXIT_PROBE_TIME)
		exit_probe_cpu_settle_time(sums, &vcpu->stat.exit_probe, cycles);
	sums->counter[EXIT_PROBE_EXITS]++;
	sums->exits[slot]++;
	if (is_guest_mode(vcpu))
		sums->counter[EXIT_PROBE_NESTED_EXITS]++;
}

void exit_probe_cpu_count(enum kvm_exit_probe_counter event)
{
	this_cpu_read(exit_probe_sums)->counter[event]++;
}
EXPORT_SYMBOL_FOR_KVM_INTERNAL(exit_probe_cpu_count);

void exit_probe_cpu_away(const struct kvm_exit_probe *probe, u64 waited, u64 asleep)
{
	struct exit_probe_sums *sums = this_cpu_read(exit_probe_sums);

	sums->counter[EXIT_PROBE_PREEMPTED] += waited;
	sums->counter[probe->bucket] += asleep;
	if (probe->bucket == EXIT_PROBE_BLOCKED)
		sums->blocked[probe->slot] += asleep;
}
