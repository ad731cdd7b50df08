// SPDX-License-Identifier: GPL-2.0-only
/*
 * A vCPU's latch, which exists as long as the vCPU, unless nobody needs it.
 * Only the vCPU's thread latches, so it needs no lock.
 */
#include <linux/kvm_host.h>
#include <linux/slab.h>

#include "exit_probe_abi.h"
#include "exit_probe_latch.h"
#include "exit_probe_params.h"

void exit_probe_latch_totals(struct kvm_vcpu *vcpu)
{
	exit_probe_sum_totals(vcpu, vcpu->exit_probe_latch->sums.counter);
}

/*
 * Other vCPUs keep running while they are summed. Compute the totals of exits
 * and cycles from the rows, so that they are the sums of the same latch.
 */
void exit_probe_latch_table(struct kvm_vcpu *vcpu)
{
	struct kvm_exit_probe_latch *latch = vcpu->exit_probe_latch;
	struct exit_probe_sums *sums = &latch->sums;
	u32 slot;

	exit_probe_sum_table(vcpu, sums);

	latch->used = 0;
	sums->counter[EXIT_PROBE_EXITS] = 0;
	sums->counter[EXIT_PROBE_KERNEL] = 0;
	for (slot = 0; slot < EXIT_PROBE_SLOTS; slot++) {
		struct kvm_exit_probe_row *row = &sums->rows.row[slot];

		if (!sums->exits[slot] && !sums->cycles[slot])
			continue;
		if (row->min > row->max)
			row->min = 0;
		sums->counter[EXIT_PROBE_EXITS] += sums->exits[slot];
		sums->counter[EXIT_PROBE_KERNEL] += sums->cycles[slot];
		latch->slot[latch->used++] = slot;
	}
}

int exit_probe_latch_create(struct kvm_vcpu *vcpu)
{
	struct kvm_exit_probe_latch *latch;

	if (!vcpu->kvm->arch.exit_probe_leaf && exit_probe_scope() != EXIT_PROBE_SCOPE_HOST)
		return 0;

	latch = kvcalloc(1, sizeof(*latch), GFP_KERNEL_ACCOUNT);
	if (!latch)
		return -ENOMEM;
	latch->member.vcpu = vcpu;
	vcpu->exit_probe_latch = latch;

	if (exit_probe_scope() == EXIT_PROBE_SCOPE_HOST)
		exit_probe_member_add(&latch->member);
	return 0;
}

void exit_probe_latch_destroy(struct kvm_vcpu *vcpu)
{
	struct kvm_exit_probe_latch *latch = vcpu->exit_probe_latch;

	if (!latch)
		return;

	if (exit_probe_scope() == EXIT_PROBE_SCOPE_HOST)
		exit_probe_member_remove(&latch->member);
	kvfree(latch);
}
