/* SPDX-License-Identifier: GPL-2.0-only */
/* The causes of a VM's exits: those of its vCPUs, added up for a latch. */
#ifndef __KVM_X86_EXIT_PROBE_CAUSE_SUM_H
#define __KVM_X86_EXIT_PROBE_CAUSE_SUM_H

#include <linux/kvm_host.h>

#include "exit_probe_cause.h"
#include "exit_probe_cpu.h"

struct exit_probe_cause_sums {
	struct exit_probe_cause set[EXIT_PROBE_CAUSE_SETS][EXIT_PROBE_CAUSE_WAYS];
	u64 listed_lost[EXIT_PROBE_CAUSES];	/* of lost, by the vCPUs that list the cause */
	u32 listed_by[EXIT_PROBE_CAUSES];	/* the last of them, + 1 */
	u16 place[EXIT_PROBE_CAUSES];		/* of the causes in use */
	struct exit_probe_cause rest[EXIT_PROBE_SLOTS];	/* what no cause has, as causes */
	u8 slot[EXIT_PROBE_SLOTS];		/* those with a rest */

	/* From here on all is 0 when the sums begin. */
	u64 lost[EXIT_PROBE_CAUSE_SETS];	/* exits that a cause may have lost, on all vCPUs */
	u64 all_lost;				/* the sum of lost */
	u64 dropped[EXIT_PROBE_CAUSE_SETS];	/* exits of causes that had no place here */
	bool of_host[EXIT_PROBE_SLOTS];		/* reasons with vectors of the host */
	u32 places;
	u32 rests;
};

/* Add the causes of vCPU number @from on, at most @most; number 0 begins the sums. */
void exit_probe_sum_causes(struct kvm_vcpu *vcpu, struct exit_probe_cause_sums *sums,
			   u32 from, u32 most);

/*
 * All vCPUs are added, and so are their reasons: what is left of these is the rest. They
 * have at least what the causes have. Return the number of causes.
 */
u32 exit_probe_end_causes(struct exit_probe_cause_sums *sums, struct exit_probe_sums *reasons);

/* Cause @i, below that number */
const struct exit_probe_cause *exit_probe_nth_cause(const struct exit_probe_cause_sums *sums,
						    u32 i);

#endif /* __KVM_X86_EXIT_PROBE_CAUSE_SUM_H */
