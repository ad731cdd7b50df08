/* SPDX-License-Identifier: GPL-2.0-only */
/* Sums over the vCPUs whose exits a guest can read. */
#ifndef __KVM_X86_EXIT_PROBE_SUM_H
#define __KVM_X86_EXIT_PROBE_SUM_H

#include <linux/kvm_host.h>

/*
 * The row of a reason without exits and cycles is stale: it is of an older sum. In
 * mode count all cycles are 0.
 */
struct exit_probe_sums {
	u64 counter[EXIT_PROBE_COUNTERS];
	u64 exits[EXIT_PROBE_SLOTS];
	u64 cycles[EXIT_PROBE_SLOTS];
	u64 blocked[EXIT_PROBE_SLOTS];
	bool partial[EXIT_PROBE_SLOTS];	/* a vCPU had no row left for it */
	struct kvm_exit_probe_row row[EXIT_PROBE_SLOTS];
};

/* Put a vCPU on the list that scope host sums over; take it off. */
int exit_probe_join(struct kvm_vcpu *vcpu);
void exit_probe_part(struct kvm_vcpu *vcpu);

void exit_probe_sum_totals(struct kvm_vcpu *vcpu, u64 *counter);
void exit_probe_sum_exits(struct kvm_vcpu *vcpu, u64 *exits, u64 *cycles);
void exit_probe_sum_reason(struct kvm_vcpu *vcpu, u32 slot, u64 *exits, u64 *cycles);

/*
 * Add the vCPUs from number @from on to the table, or begin it if that is 0. Return the
 * number of the first one that is left, or 0.
 */
u32 exit_probe_sum_table(struct kvm_vcpu *vcpu, struct exit_probe_sums *sums, u32 from);

#endif /* __KVM_X86_EXIT_PROBE_SUM_H */
