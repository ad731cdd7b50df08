// SPDX-License-Identifier: GPL-2.0-only
/*
 * A vCPU's latch. Most vCPUs never latch, so it is made when one does so first.
 * Only the vCPU's thread latches, so it needs no lock.
 */
#include <linux/kvm_host.h>
#include <linux/vmalloc.h>

#include "exit_probe_latch.h"

static struct kvm_exit_probe_latch *exit_probe_latch(struct kvm_vcpu *vcpu)
{
	/* Whole pages: kmalloc() would round 52 KiB up to 64. */
	if (!vcpu->exit_probe_latch)
		vcpu->exit_probe_latch = __vmalloc(sizeof(*vcpu->exit_probe_latch),
						   GFP_KERNEL_ACCOUNT | __GFP_ZERO | __GFP_NOWARN);
	return vcpu->exit_probe_latch;
}

void exit_probe_latch_destroy(struct kvm_vcpu *vcpu)
{
	vfree(vcpu->exit_probe_latch);
}

bool exit_probe_latch_totals(struct kvm_vcpu *vcpu)
{
	struct kvm_exit_probe_latch *latch = exit_probe_latch(vcpu);

	if (latch)
		exit_probe_sum_totals(vcpu, latch->sums.counter);
	return latch;
}

/*
 * Other vCPUs keep running while they are summed. Compute the totals of exits
 * and cycles from the rows, so that they are the sums of the same latch.
 */
bool exit_probe_latch_table(struct kvm_vcpu *vcpu)
{
	struct kvm_exit_probe_latch *latch = exit_probe_latch(vcpu);
	struct exit_probe_sums *sums;
	u32 slot;

	if (!latch)
		return false;

	sums = &latch->sums;
	exit_probe_sum_table(vcpu, sums);

	latch->used = 0;
	sums->counter[EXIT_PROBE_EXITS] = 0;
	sums->counter[EXIT_PROBE_KERNEL] = 0;
	for (slot = 0; slot < EXIT_PROBE_SLOTS; slot++) {
		if (!sums->exits[slot] && !sums->cycles[slot])
			continue;
		sums->counter[EXIT_PROBE_EXITS] += sums->exits[slot];
		sums->counter[EXIT_PROBE_KERNEL] += sums->cycles[slot];
		latch->slot[latch->used++] = slot;
	}
	return true;
}
