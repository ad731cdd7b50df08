/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef STUB_X86_H
#define STUB_X86_H

#include <linux/kvm_host.h>

static inline bool is_long_mode(struct kvm_vcpu *vcpu)
{
	return vcpu->arch.long_mode;
}

/* Of a guest with encrypted state, KVM knows none. */
static inline u64 kvm_get_linear_rip(struct kvm_vcpu *vcpu)
{
	return vcpu->arch.guest_state_protected ? 0 : vcpu->arch.rip;
}

#endif
