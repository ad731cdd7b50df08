/* SPDX-License-Identifier: GPL-2.0-only */
/* Sums over the vCPUs whose exits a guest can read. */
#ifndef __KVM_X86_EXIT_PROBE_SUM_H
#define __KVM_X86_EXIT_PROBE_SUM_H

#include <linux/kvm_host.h>

#include "exit_probe_cpu.h"

void exit_probe_sum_totals(struct kvm_vcpu *vcpu, u64 *counter);
void exit_probe_sum_exits(struct kvm_vcpu *vcpu, u64 *exits, u64 *cycles);
void exit_probe_sum_reason(struct kvm_vcpu *vcpu, u32 slot, u64 *exits, u64 *cycles);

/*
 * Add the vCPUs from number @from on to the table, or begin it if that is 0. Return the
 * number of the first one that is left, or 0.
 */
u32 exit_probe_sum_table(struct kvm_vcpu *vcpu, struct exit_probe_sums *sums, u32 from);

#endif /* __KVM_X86_EXIT_PROBE_SUM_H */
