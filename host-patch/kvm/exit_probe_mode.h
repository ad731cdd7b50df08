/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the vCPUs count: the module parameter exit_probe.
 *
 * The keys only gate the hooks: they do not change in all places at once. So each
 * vCPU has a mode of its own, which only its thread raises, at a request.
 */
#ifndef __KVM_X86_EXIT_PROBE_MODE_H
#define __KVM_X86_EXIT_PROBE_MODE_H

#include <linux/jump_label.h>
#include <linux/kvm_host.h>

DECLARE_STATIC_KEY_TRUE(exit_probe_counts);	/* mode count or time */
DECLARE_STATIC_KEY_TRUE(exit_probe_times);	/* mode time */

/* The last request there can be. A halted vCPU handles it when it runs again. */
#define KVM_REQ_EXIT_PROBE							\
	KVM_ARCH_REQ_FLAGS(55, KVM_REQUEST_WAIT | KVM_REQUEST_NO_WAKEUP)

/* The mode that is set. */
enum kvm_exit_probe_mode exit_probe_mode(void);

/* The host's TSC when mode time was set last; 0 before the first change. */
u64 exit_probe_began(void);

/*
 * The random number that a VM's reads have in common. 0: the mode is changing, or
 * a vCPU does not count.
 */
u64 exit_probe_generation(struct kvm *kvm);

/* A new generation: the VM's earlier reads no longer compare. */
void exit_probe_renew(struct kvm *kvm);

/* Userspace has set the TSC of this vCPU, as it does to restore a snapshot. */
void exit_probe_tsc_set(struct kvm_vcpu *vcpu);

/* Whether KVM enters the guest where the hooks are: a TDX guest has its own way. */
bool exit_probe_has_hooks(struct kvm *kvm);

/* The thread of @vcpu takes the mode that is set. May sleep. */
void exit_probe_take_mode(struct kvm_vcpu *vcpu);

static inline void exit_probe_create(struct kvm_vcpu *vcpu)
{
	kvm_make_request(KVM_REQ_EXIT_PROBE, vcpu);
}

static inline void exit_probe_check_mode(struct kvm_vcpu *vcpu)
{
	if (kvm_check_request(KVM_REQ_EXIT_PROBE, vcpu))
		exit_probe_take_mode(vcpu);
}

#endif /* __KVM_X86_EXIT_PROBE_MODE_H */
