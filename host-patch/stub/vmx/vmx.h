/* SPDX-License-Identifier: GPL-2.0-only */
/* What VMX says of an exit: the test sets it. */
#ifndef STUB_VMX_VMX_H
#define STUB_VMX_VMX_H

#include <linux/kvm_host.h>

extern struct stub_vmcs {
	u64 qual, gpa;
	u32 intr_info;
} stub_vmcs;

static inline unsigned long vmx_get_exit_qual(struct kvm_vcpu *vcpu)
{
	return stub_vmcs.qual;
}

static inline u32 vmx_get_intr_info(struct kvm_vcpu *vcpu)
{
	return stub_vmcs.intr_info;
}

/* As KVM's: valid, a hardware exception, vector 18 */
static inline bool is_machine_check(u32 intr_info)
{
	return (intr_info & 0x800007ff) == 0x80000312;
}

#endif
