/* SPDX-License-Identifier: GPL-2.0-only */
/* The CPUID leaves that a guest reads, see exit_probe_abi.h. */
#ifndef __KVM_X86_EXIT_PROBE_LEAVES_H
#define __KVM_X86_EXIT_PROBE_LEAVES_H

#include <linux/kvm_host.h>

/* Decide whether this new VM may read. */
void exit_probe_init_vm(struct kvm *kvm);

/* A file in the VM's folder that decides otherwise. */
void exit_probe_create_vm_debugfs(struct kvm *kvm);

/* Answer a guest's CPUID; return false for a leaf that has no answer here. */
bool exit_probe_cpuid(struct kvm_vcpu *vcpu, u32 leaf, u32 item,
		      u32 *eax, u32 *ebx, u32 *ecx, u32 *edx);

#endif /* __KVM_X86_EXIT_PROBE_LEAVES_H */
