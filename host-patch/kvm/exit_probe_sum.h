/* SPDX-License-Identifier: GPL-2.0-only */
/* Sums over the vCPUs whose exits a guest can read. */
#ifndef __KVM_X86_EXIT_PROBE_SUM_H
#define __KVM_X86_EXIT_PROBE_SUM_H

#include <linux/kvm_host.h>

/* The row of a reason without exits and cycles is stale: it is of an older sum. */
struct exit_probe_sums {
	u64 counter[EXIT_PROBE_COUNTERS];
	u64 exits[EXIT_PROBE_SLOTS];
	u64 cycles[EXIT_PROBE_SLOTS];
	struct kvm_exit_probe_rows rows;
};

/* A vCPU on the list that scope host sums over. */
struct exit_probe_member {
	struct kvm_vcpu *vcpu;
	struct list_head node;
};

void exit_probe_member_add(struct exit_probe_member *member);
void exit_probe_member_remove(struct exit_probe_member *member);

void exit_probe_sum_totals(struct kvm_vcpu *vcpu, u64 *counter);
void exit_probe_sum_reason(struct kvm_vcpu *vcpu, u32 slot, u64 *exits, u64 *cycles);
void exit_probe_sum_table(struct kvm_vcpu *vcpu, struct exit_probe_sums *sums);

#endif /* __KVM_X86_EXIT_PROBE_SUM_H */
