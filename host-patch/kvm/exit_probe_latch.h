/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Sums over the vCPUs that are in scope, and the copy of them that a guest
 * reads in more than one CPUID.
 */
#ifndef __KVM_X86_EXIT_PROBE_LATCH_H
#define __KVM_X86_EXIT_PROBE_LATCH_H

#include <linux/kvm_host.h>

/* One vCPU's numbers, or the sum of many. */
struct exit_probe_sums {
	u64 counter[EXIT_PROBE_COUNTERS];
	u64 exits[EXIT_PROBE_SLOTS];
	u64 cycles[EXIT_PROBE_SLOTS];
	struct kvm_exit_probe_rows rows;
};

struct kvm_exit_probe_latch {
	struct exit_probe_sums sums;

	u32 used;			/* reasons with exits or cycles */
	u8 slot[EXIT_PROBE_SLOTS];	/* theirs, ascending */

	struct kvm_vcpu *vcpu;
	struct list_head node;
};

unsigned int exit_probe_scope(void);

int exit_probe_latch_create(struct kvm_vcpu *vcpu);
void exit_probe_latch_destroy(struct kvm_vcpu *vcpu);

void exit_probe_sum_totals(struct kvm_vcpu *vcpu, u64 *counter);
void exit_probe_sum_reason(struct kvm_vcpu *vcpu, u32 slot, u64 *exits, u64 *cycles);
void exit_probe_latch_table(struct kvm_vcpu *vcpu);

#endif /* __KVM_X86_EXIT_PROBE_LATCH_H */
