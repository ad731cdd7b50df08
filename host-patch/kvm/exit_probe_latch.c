// SPDX-License-Identifier: GPL-2.0-only
/*
 * A vCPU's latch. Most vCPUs never latch, so it is made when one does so first.
 * Only the vCPU's thread latches, so it needs no lock.
 */
#include <linux/kernel.h>
#include <linux/kvm_host.h>
#include <linux/vmalloc.h>

#include "exit_probe_abi.h"
#include "exit_probe_latch.h"
#include "exit_probe_mode.h"
#include "exit_probe_params.h"

static struct kvm_exit_probe_latch *exit_probe_latch(struct kvm_vcpu *vcpu)
{
	/* Whole pages: kmalloc() would round 53 KiB up to 64. */
	if (!vcpu->exit_probe_latch)
		vcpu->exit_probe_latch = __vmalloc(sizeof(*vcpu->exit_probe_latch),
						   GFP_KERNEL_ACCOUNT | __GFP_ZERO | __GFP_NOWARN);
	return vcpu->exit_probe_latch;
}

/* The CPUs of the host do not count by cause. */
u32 exit_probe_latched_causes(void)
{
	if (exit_probe_scope() == EXIT_PROBE_SCOPE_HOST)
		return EXIT_PROBE_CAUSES_OFF;
	return exit_probe_causes();
}

static bool exit_probe_latch_make_causes(struct kvm_exit_probe_latch *latch)
{
	if (!latch->causes)
		latch->causes = __vmalloc(sizeof(*latch->causes),
					  GFP_KERNEL_ACCOUNT | __GFP_ZERO | __GFP_NOWARN);
	return latch->causes;
}

void exit_probe_latch_destroy(struct kvm_vcpu *vcpu)
{
	if (vcpu->exit_probe_latch)
		vfree(vcpu->exit_probe_latch->causes);
	vfree(vcpu->exit_probe_latch);
}

static void exit_probe_latch_begin(struct kvm_vcpu *vcpu)
{
	struct kvm_exit_probe_latch *latch = vcpu->exit_probe_latch;

	latch->next = 0;
	latch->generation = exit_probe_generation(vcpu->kvm);
}

/*
 * The time of an entry that fails is the kernel's in the end. The latch before may have
 * seen it as the guest's.
 */
static void exit_probe_latch_end(struct kvm_vcpu *vcpu)
{
	struct kvm_exit_probe_latch *latch = vcpu->exit_probe_latch;
	u64 *guest = &latch->sums.counter[EXIT_PROBE_GUEST];

	/* A vCPU that has not taken the mode yet has not counted this read. */
	if (latch->generation != exit_probe_generation(vcpu->kvm) ||
	    vcpu->stat.exit_probe.mode != exit_probe_mode())
		latch->generation = 0;
	if (latch->generation && latch->generation == latch->last_generation)
		*guest = max(*guest, latch->last_guest);
	latch->last_generation = latch->generation;
	latch->last_guest = *guest;
}

const struct kvm_exit_probe_latch *exit_probe_latch_totals(struct kvm_vcpu *vcpu)
{
	struct kvm_exit_probe_latch *latch = exit_probe_latch(vcpu);

	if (!latch)
		return NULL;

	exit_probe_latch_begin(vcpu);
	/* The table stays, unless it is of another generation than the totals. */
	if (latch->generation != latch->last_generation) {
		latch->used = 0;
		latch->causes_used = 0;
	}
	exit_probe_sum_totals(vcpu, latch->sums.counter);
	exit_probe_latch_end(vcpu);
	return latch;
}

/* The totals of exits and cycles are those of the rows, which were read later. */
static void exit_probe_sum_rows(struct kvm_exit_probe_latch *latch)
{
	struct exit_probe_sums *sums = &latch->sums;
	u32 slot;

	sums->counter[EXIT_PROBE_EXITS] = 0;
	sums->counter[EXIT_PROBE_KERNEL] = 0;
	for (slot = 0; slot < EXIT_PROBE_SLOTS; slot++) {
		if (!sums->exits[slot] && !sums->cycles[slot])
			continue;
		sums->counter[EXIT_PROBE_EXITS] += sums->exits[slot];
		sums->counter[EXIT_PROBE_KERNEL] += sums->cycles[slot];
		latch->slot[latch->used++] = slot;
	}
}

/* False: there is no memory for the causes. */
static bool exit_probe_latch_begin_table(struct kvm_vcpu *vcpu)
{
	struct kvm_exit_probe_latch *latch = vcpu->exit_probe_latch;

	if (latch->next)
		return true;
	latch->by_cause = exit_probe_latched_causes() != EXIT_PROBE_CAUSES_OFF;
	/* If that fails, the latch before stays whole. */
	if (latch->by_cause && !exit_probe_latch_make_causes(latch))
		return false;
	exit_probe_latch_begin(vcpu);
	return true;
}

/*
 * Other vCPUs keep running while they are summed. Each one's causes are read before its
 * reasons, which then have as many exits, or more.
 */
const struct kvm_exit_probe_latch *exit_probe_latch_table(struct kvm_vcpu *vcpu)
{
	struct kvm_exit_probe_latch *latch = exit_probe_latch(vcpu);

	if (!latch || !exit_probe_latch_begin_table(vcpu))
		return NULL;

	/* Until none is left, and if another latch comes before, there is no table. */
	latch->used = 0;
	latch->causes_used = 0;
	if (latch->by_cause)
		exit_probe_sum_causes(vcpu, latch->causes, latch->next, EXIT_PROBE_TABLE_VCPUS);
	latch->next = exit_probe_sum_table(vcpu, &latch->sums, latch->next);
	if (!latch->next) {
		if (latch->by_cause)
			latch->causes_used = exit_probe_end_causes(latch->causes, &latch->sums);
		exit_probe_sum_rows(latch);
		exit_probe_latch_end(vcpu);
	}
	return latch;
}
