/* SPDX-License-Identifier: GPL-2.0-only */
/* The counters of one vCPU as another thread sees them. */
#ifndef __KVM_X86_EXIT_PROBE_READ_H
#define __KVM_X86_EXIT_PROBE_READ_H

#include <linux/kvm_host.h>

/*
 * All counters, up to @now, a TSC before the call: an interval in the guest or away is
 * added as far as it had come then.
 */
void exit_probe_read(struct kvm_vcpu *vcpu, u64 now, u64 *counter);

#endif /* __KVM_X86_EXIT_PROBE_READ_H */
