/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which exit reasons KVM handles, from KVM's own table of handlers.
 * kvm-intel.ko and kvm-amd.ko record it for each VM that they create.
 */
#ifndef __KVM_X86_EXIT_PROBE_HANDLERS_H
#define __KVM_X86_EXIT_PROBE_HANDLERS_H

#include <linux/bitmap.h>
#include <linux/kvm_host.h>

#include "exit_probe_slot.h"

/* Only whether there is a handler matters, not its type. */
static inline void exit_probe_note_handlers(struct kvm *kvm, const void *handlers, u32 count)
{
	void *const *handler = handlers;
	u32 reason;

	for (reason = 0; reason < count; reason++)
		if (handler[reason])
			__set_bit(exit_probe_slot(reason), kvm->arch.exit_probe_handled);
}

#endif /* __KVM_X86_EXIT_PROBE_HANDLERS_H */
