/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What one vCPU knows of its VM exits and of where its time went.
 *
 * Plain u64 counters: written by the thread that runs the vCPU and by no
 * other, read by the VM's other vCPUs without a lock.
 */
#ifndef _ASM_X86_KVM_EXIT_PROBE_H
#define _ASM_X86_KVM_EXIT_PROBE_H

#include <linux/types.h>

enum kvm_exit_probe_counter {
	/* Buckets of TSC cycles: from the first KVM_RUN on, each in one */
	EXIT_PROBE_USERSPACE,		/* KVM_RUN's return to the next KVM_RUN */
	EXIT_PROBE_KERNEL,		/* handling of exits that are over */
	EXIT_PROBE_HALTED,		/* waiting for a wake-up, polling included */
	EXIT_PROBE_SCHEDULED_OUT,	/* another task has the CPU */
	EXIT_PROBE_GUEST,

	/* Events */
	EXIT_PROBE_EXITS,
	EXIT_PROBE_NESTED_EXITS,	/* of them, those from a nested guest */
	EXIT_PROBE_USERSPACE_EXITS,
	EXIT_PROBE_PASSES,		/* in KVM's exits, but no VM was entered */

	EXIT_PROBE_ZERO,		/* stays 0, pads a pair */
	EXIT_PROBE_COUNTERS
};

struct kvm_exit_probe {
	u64 counter[EXIT_PROBE_COUNTERS];

	u64 entered;	/* TSC before the last VM entry */
	u64 left;	/* TSC after the last VM exit */
	u64 stamp;	/* TSC of the last transition, 0 before the first KVM_RUN */
	u64 handling;	/* kernel cycles of the exit that is not over yet */
	enum kvm_exit_probe_counter bucket;	/* what runs since stamp */
};

#endif /* _ASM_X86_KVM_EXIT_PROBE_H */
