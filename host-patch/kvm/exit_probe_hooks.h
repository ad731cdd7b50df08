/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Hooks that account VM exits and the time around them.
 *
 * They are inline: kvm-intel.ko and kvm-amd.ko call a function of kvm.ko only for
 * what exit_probe_extras.h has. One stamp per vCPU has the time of its last
 * exit. The cycles since then belong to that exit, except those that were spent
 * elsewhere.
 *
 * The keys of exit_probe_mode.h turn the hooks into NOPs. What a vCPU counts is up
 * to its own mode.
 */
#ifndef __KVM_X86_EXIT_PROBE_HOOKS_H
#define __KVM_X86_EXIT_PROBE_HOOKS_H

#include <linux/bitops.h>
#include <linux/compiler.h>
#include <linux/jump_label.h>
#include <linux/kvm_host.h>
#include <linux/preempt.h>
#include <linux/seqlock.h>
#include <asm/tsc.h>

#include "exit_probe_cause.h"
#include "exit_probe_cpu.h"
#include "exit_probe_cycles.h"
#include "exit_probe_extras.h"
#include "exit_probe_mode.h"
#include "exit_probe_rows.h"
#include "exit_probe_slot.h"
#include "x86.h"

static __always_inline struct kvm_exit_probe *exit_probe_of(struct kvm_vcpu *vcpu)
{
	return &vcpu->stat.exit_probe;
}

/* These two run in noinstr code, hence they only store. */
static __always_inline void exit_probe_stamp_entry(struct kvm_vcpu *vcpu)
{
	if (static_branch_unlikely(&exit_probe_times))
		exit_probe_of(vcpu)->entered = rdtsc();
}

static __always_inline void exit_probe_stamp_exit(struct kvm_vcpu *vcpu)
{
	if (static_branch_unlikely(&exit_probe_times))
		exit_probe_of(vcpu)->left = rdtsc();
}

/*
 * The TSC of the last exit, for KVM, which then reads none. A vCPU counts time only
 * if its thread has set that before the VM entry, and then the stamp is of this exit
 * or of a pass.
 */
static inline u64 exit_probe_exit_tsc(struct kvm_vcpu *vcpu)
{
	struct kvm_exit_probe *probe = exit_probe_of(vcpu);

	if (static_branch_unlikely(&exit_probe_times) &&
	    READ_ONCE(probe->mode) == EXIT_PROBE_TIME)
		return probe->left;
	return rdtsc();
}

/*
 * The indices of exit_probe_settle() are always in bounds. A sum avoids UBSAN's
 * bounds check of each array, which would be a visible cost on this path.
 */
static __always_inline u64 *exit_probe_at(u64 *array, u64 index)
{
	return array + index;
}

/* An exit shorter than those before it, or of a reason without a row of its own. */
static inline void exit_probe_shortest(struct kvm_exit_probe_rows *rows,
				       struct kvm_exit_probe_row *row, u64 slot,
				       unsigned long bit, u64 cycles)
{
	/* Let the caller's path not compute what only this one needs. */
	OPTIMIZER_HIDE_VAR(bit);

	if (row == rows->row) {
		row = exit_probe_take_row(rows, slot);
		if (!row)
			return;
		row->bucket[bit + 1] = 1;
		row->max = cycles;
	}
	/* An interval that was lost is not the shortest one. */
	if (cycles)
		row->min = cycles;
}

/* All exits of that many cycles or more are in the last bucket. */
#define EXIT_PROBE_CYCLES_LAST	BIT_ULL(EXIT_PROBE_BUCKETS - 1)

/* The VM entry ended the previous exit: the cost of that one is known only now. */
static __always_inline void exit_probe_settle_time(struct kvm_vcpu *vcpu, u64 slot)
{
	struct kvm_exit_probe *probe = exit_probe_of(vcpu);
	u64 entered = probe->entered, left = probe->left;
	u64 cycles = entered - probe->stamp;
	u64 last = probe->slot;
	struct kvm_exit_probe_rows *rows = vcpu->exit_probe_rows;
	struct kvm_exit_probe_row *row;
	unsigned long bit;

	if (likely(cycles - 1 < EXIT_PROBE_CYCLES_LAST - 1)) {
		bit = __fls(cycles);
	} else {
		cycles = exit_probe_cycles(probe->stamp, entered);
		bit = cycles ? EXIT_PROBE_BUCKETS - 2 : 0;
	}
	/* Let the instruction that uses an index scale it. */
	OPTIMIZER_HIDE_VAR(bit);

	raw_write_seqcount_begin(&probe->seq);
	probe->stamp = left;
	/* Both stamps are from the same CPU, but SMM or L0 may set its TSC. */
	probe->counter[EXIT_PROBE_GUEST] += exit_probe_cycles(entered, left);
	probe->counter[EXIT_PROBE_KERNEL] += cycles;
	raw_write_seqcount_end(&probe->seq);

	probe->slot = slot;
	*exit_probe_at(probe->reason_cycles, last) += cycles;
	++*exit_probe_at(probe->cycles_hist, bit + 1);
	/* Compute the row's address only once. */
	row = exit_probe_row_at(rows, *(rows->offset + last));
	OPTIMIZER_HIDE_VAR(row);
	++*exit_probe_at(row->bucket, bit + 1);
	/* The first row has no minimum. */
	if (unlikely(cycles < row->min))
		exit_probe_shortest(rows, row, last, bit, cycles);
	if (unlikely(cycles > row->max))
		row->max = cycles;
}

/*
 * Once per hardware exit, as soon as its reason is known. @tell_cause, if there is one,
 * reads what caused it.
 */
static __always_inline void exit_probe_settle(struct kvm_vcpu *vcpu, u32 reason,
					      void (*tell_cause)(struct kvm_vcpu *vcpu, u32 reason))
{
	struct kvm_exit_probe *probe = exit_probe_of(vcpu);
	u32 mode;
	u64 slot;

	if (!static_branch_unlikely(&exit_probe_counts))
		return;

	slot = exit_probe_slot(reason);
	OPTIMIZER_HIDE_VAR(slot);
	mode = READ_ONCE(probe->mode);
	if (static_branch_unlikely(&exit_probe_extras) &&
	    exit_probe_settle_extras(vcpu, slot, mode) && tell_cause)
		tell_cause(vcpu, reason);
	if (likely(mode == EXIT_PROBE_TIME))
		exit_probe_settle_time(vcpu, slot);
	else if (mode == EXIT_PROBE_OFF)
		return;

	probe->counter[EXIT_PROBE_EXITS]++;
	++*exit_probe_at(probe->reason_exits, slot);
	if (is_guest_mode(vcpu))
		probe->counter[EXIT_PROBE_NESTED_EXITS]++;
}

static inline void exit_probe_count(struct kvm_vcpu *vcpu, enum kvm_exit_probe_counter event)
{
	exit_probe_of(vcpu)->counter[event]++;
	if (static_branch_unlikely(&exit_probe_per_cpu))
		exit_probe_cpu_count(event);
}

/* A failed or emulated entry: KVM counts an exit, but no guest was entered. */
static inline void exit_probe_pass(struct kvm_vcpu *vcpu)
{
	if (!static_branch_unlikely(&exit_probe_counts) ||
	    READ_ONCE(exit_probe_of(vcpu)->mode) == EXIT_PROBE_OFF)
		return;

	exit_probe_count(vcpu, EXIT_PROBE_PASSES);
	if (static_branch_unlikely(&exit_probe_by_cause))
		exit_probe_cause_pass(vcpu);
	/* KVM takes the stamp as the time when the guest last ran. */
	exit_probe_stamp_exit(vcpu);
}

#endif /* __KVM_X86_EXIT_PROBE_HOOKS_H */
