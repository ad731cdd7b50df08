/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What few hosts count besides: by CPU, for scope host, and by cause. One key for all, so
 * that the others do not pay for it.
 */
#ifndef __KVM_X86_EXIT_PROBE_EXTRAS_H
#define __KVM_X86_EXIT_PROBE_EXTRAS_H

#include <linux/jump_label.h>
#include <linux/kvm_host.h>

DECLARE_STATIC_KEY_FALSE(exit_probe_extras);

/* The keys of the extras have changed. */
void exit_probe_set_extras(void);

/* These need preemption disabled. */

/*
 * The exit that exit_probe_settle() is about to count. Return whether its cause is to be
 * told.
 */
bool exit_probe_settle_extras(struct kvm_vcpu *vcpu, u32 slot, enum kvm_exit_probe_mode mode);

/* An interval of being away, of which the thread waited for the CPU and was asleep */
void exit_probe_return_extras(struct kvm_vcpu *vcpu, u64 waited, u64 asleep);

#endif /* __KVM_X86_EXIT_PROBE_EXTRAS_H */
