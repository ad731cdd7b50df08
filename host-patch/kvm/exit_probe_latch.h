/* SPDX-License-Identifier: GPL-2.0-only */
/* The copy of the sums that a guest reads with several CPUIDs. */
#ifndef __KVM_X86_EXIT_PROBE_LATCH_H
#define __KVM_X86_EXIT_PROBE_LATCH_H

#include <linux/kvm_host.h>

#include "exit_probe_cause_sum.h"
#include "exit_probe_sum.h"

struct kvm_exit_probe_latch {
	struct exit_probe_sums sums;
	u64 generation;			/* 0: not valid */
	u64 last_generation;		/* of the latch before, with its guest bucket */
	u64 last_guest;

	u32 next;			/* the first vCPU that is left, or 0 */
	u32 used;			/* reasons with exits or cycles */
	u8 slot[EXIT_PROBE_SLOTS];	/* their slots, ascending */

	bool by_cause;				/* causes were on when the table was begun */
	struct exit_probe_cause_sums *causes;	/* or NULL */
	u32 causes_used;
};

/* These latch; the first one makes the latch. NULL: there is no memory for it. */
const struct kvm_exit_probe_latch *exit_probe_latch_totals(struct kvm_vcpu *vcpu);
const struct kvm_exit_probe_latch *exit_probe_latch_table(struct kvm_vcpu *vcpu);

/* What a cause is, EXIT_PROBE_CAUSES_*, for a guest of this scope */
u32 exit_probe_latched_causes(void);

void exit_probe_latch_destroy(struct kvm_vcpu *vcpu);

#endif /* __KVM_X86_EXIT_PROBE_LATCH_H */
