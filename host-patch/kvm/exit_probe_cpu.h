/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What all vCPUs of the host count, by CPU, for scope host. Only that scope turns
 * the key on.
 */
#ifndef __KVM_X86_EXIT_PROBE_CPU_H
#define __KVM_X86_EXIT_PROBE_CPU_H

#include <linux/jump_label.h>
#include <linux/kvm_host.h>

DECLARE_STATIC_KEY_FALSE(exit_probe_per_cpu);

/* A vCPU of some VM has not counted since the mode was set. */
extern bool exit_probe_cpu_incomplete;

/*
 * Sums over vCPUs. The row of a reason without exits and cycles is stale: it is of
 * an older sum. In mode count all cycles are 0.
 */
struct exit_probe_sums {
	u64 counter[EXIT_PROBE_COUNTERS];
	u64 exits[EXIT_PROBE_SLOTS];
	u64 cycles[EXIT_PROBE_SLOTS];
	u64 blocked[EXIT_PROBE_SLOTS];
	bool partial[EXIT_PROBE_SLOTS];	/* a vCPU had no row left for it */
	struct kvm_exit_probe_row row[EXIT_PROBE_SLOTS];
};

/* What was counted on @cpu, or NULL. */
const struct exit_probe_sums *exit_probe_cpu_sums(int cpu);

/* Memory for each CPU; false: there is not enough. It is kept until the free. */
bool exit_probe_cpu_make(void);
void exit_probe_cpu_free(void);

/* These add to this CPU's. All need preemption disabled, and a vCPU that counts has the memory. */

/* The exit that exit_probe_settle() is about to count; the one before took @cycles. */
void exit_probe_cpu_settle(struct kvm_vcpu *vcpu, u32 slot, enum kvm_exit_probe_mode mode,
			   u64 cycles);
/* One event */
void exit_probe_cpu_count(enum kvm_exit_probe_counter event);
/* An interval of being away, of which the thread waited for the CPU and was asleep */
void exit_probe_cpu_away(const struct kvm_exit_probe *probe, u64 waited, u64 asleep);

#endif /* __KVM_X86_EXIT_PROBE_CPU_H */
