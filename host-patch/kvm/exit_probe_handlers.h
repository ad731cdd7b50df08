/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which exit reasons KVM handles, taken from the very table by which it does.
 * kvm-intel.ko and kvm-amd.ko note it for each VM they make.
 */
#ifndef __KVM_X86_EXIT_PROBE_HANDLERS_H
#define __KVM_X86_EXIT_PROBE_HANDLERS_H

#include <linux/bitmap.h>
#include <linux/kvm_host.h>

#include "exit_probe_slot.h"

static inline void exit_probe_note_handlers(struct kvm *kvm,
					    int (*const *handlers)(struct kvm_vcpu *vcpu),
					    u32 count)
{
	u32 reason;

	for (reason = 0; reason < count; reason++)
		if (handlers[reason])
			__set_bit(exit_probe_slot(reason), kvm->arch.exit_probe_handled);
}

#endif /* __KVM_X86_EXIT_PROBE_HANDLERS_H */
