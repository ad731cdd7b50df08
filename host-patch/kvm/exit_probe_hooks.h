/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Hooks that account VM exits and the time around them.
 *
 * They are inline, so that kvm-intel.ko and kvm-amd.ko need no symbol of
 * kvm.ko for them. One stamp per vCPU has the time of its last exit. The cycles
 * since then belong to that exit, except those that were spent elsewhere.
 */
#ifndef __KVM_X86_EXIT_PROBE_HOOKS_H
#define __KVM_X86_EXIT_PROBE_HOOKS_H

#include <linux/bitops.h>
#include <linux/compiler.h>
#include <linux/kvm_host.h>
#include <linux/preempt.h>
#include <asm/tsc.h>

#include "exit_probe_rows.h"
#include "exit_probe_slot.h"
#include "x86.h"

static __always_inline struct kvm_exit_probe *exit_probe_of(struct kvm_vcpu *vcpu)
{
	return &vcpu->stat.exit_probe;
}

/* A TSC that steps back loses the interval, but never wraps. */
static inline u64 exit_probe_cycles(u64 from, u64 to)
{
	s64 cycles = to - from;

	return likely(cycles > 0) ? cycles : 0;
}

/*
 * Stop the kernel bucket: @bucket runs until exit_probe_return(). Both need
 * preemption disabled, as exit_probe_put() reads which bucket runs.
 */
static inline void exit_probe_leave(struct kvm_vcpu *vcpu,
				    enum kvm_exit_probe_counter bucket)
{
	struct kvm_exit_probe *probe = exit_probe_of(vcpu);

	probe->away = rdtsc();
	probe->bucket = bucket;
}

/* A TSC that steps back by more is not another CPU's: it was reset. */
#define EXIT_PROBE_SKEW_MAX	BIT_ULL(26)

/*
 * Resume the kernel bucket, without the time spent elsewhere. A CPU that is ahead
 * adds its lead once: the way back is owed, and the next lead pays for it.
 */
static inline void exit_probe_return(struct kvm_vcpu *vcpu)
{
	struct kvm_exit_probe *probe = exit_probe_of(vcpu);
	u64 elapsed = rdtsc() - probe->away;
	s64 cycles = elapsed - probe->owed;

	if (likely(cycles >= 0)) {
		probe->counter[probe->bucket] += cycles;
		probe->owed = 0;
	} else {
		probe->owed = -cycles <= EXIT_PROBE_SKEW_MAX ? -cycles : 0;
	}
	/* From here on the stamp is of this CPU's TSC. */
	probe->stamp += elapsed;
	probe->bucket = EXIT_PROBE_KERNEL;
}

/* These two run in noinstr code, hence they only store. */
static __always_inline void exit_probe_stamp_entry(struct kvm_vcpu *vcpu)
{
	exit_probe_of(vcpu)->entered = rdtsc();
}

static __always_inline void exit_probe_stamp_exit(struct kvm_vcpu *vcpu)
{
	exit_probe_of(vcpu)->left = rdtsc();
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

/*
 * Once per hardware exit, as soon as its reason is known. The VM entry ended the
 * previous exit: the cost of that one is known only now.
 */
static inline void exit_probe_settle(struct kvm_vcpu *vcpu, u32 reason)
{
	struct kvm_exit_probe *probe = exit_probe_of(vcpu);
	u64 entered = probe->entered, left = probe->left;
	u64 cycles = entered - probe->stamp;
	u64 last = probe->slot, slot = exit_probe_slot(reason);
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
	OPTIMIZER_HIDE_VAR(slot);

	probe->slot = slot;
	probe->stamp = left;
	/* Both stamps are from the same CPU, but SMM or L0 may set its TSC. */
	probe->counter[EXIT_PROBE_GUEST] += exit_probe_cycles(entered, left);

	probe->counter[EXIT_PROBE_KERNEL] += cycles;
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

	probe->counter[EXIT_PROBE_EXITS]++;
	++*exit_probe_at(probe->reason_exits, slot);
	if (is_guest_mode(vcpu))
		probe->counter[EXIT_PROBE_NESTED_EXITS]++;
}

/* A failed or emulated entry: KVM counts an exit, but no guest was entered. */
static inline void exit_probe_pass(struct kvm_vcpu *vcpu)
{
	exit_probe_of(vcpu)->counter[EXIT_PROBE_PASSES]++;
}

/*
 * Load and put count as scheduling only while the kernel bucket runs: a
 * halted vCPU stays halted, and other ioctls belong to userspace.
 */
static inline void exit_probe_put(struct kvm_vcpu *vcpu)
{
	if (exit_probe_of(vcpu)->bucket == EXIT_PROBE_KERNEL)
		exit_probe_leave(vcpu, EXIT_PROBE_SCHEDULED_OUT);
}

static inline void exit_probe_load(struct kvm_vcpu *vcpu)
{
	if (exit_probe_of(vcpu)->bucket == EXIT_PROBE_SCHEDULED_OUT)
		exit_probe_return(vcpu);
}

static inline void exit_probe_halt_begin(struct kvm_vcpu *vcpu)
{
	preempt_disable();
	exit_probe_leave(vcpu, EXIT_PROBE_HALTED);
	preempt_enable();
}

static inline void exit_probe_halt_end(struct kvm_vcpu *vcpu)
{
	preempt_disable();
	exit_probe_return(vcpu);
	preempt_enable();
}

/* Keep preemption disabled until the vCPU is loaded: no hook sees it before. */
static inline void exit_probe_run_begin(struct kvm_vcpu *vcpu)
{
	struct kvm_exit_probe *probe = exit_probe_of(vcpu);

	if (probe->stamp) {
		exit_probe_return(vcpu);
	} else {
		probe->stamp = rdtsc();
		probe->bucket = EXIT_PROBE_KERNEL;
	}
}

/* The put just before stopped the kernel bucket: userspace runs since then. */
static inline void exit_probe_run_end(struct kvm_vcpu *vcpu)
{
	struct kvm_exit_probe *probe = exit_probe_of(vcpu);

	probe->bucket = EXIT_PROBE_USERSPACE;
	probe->counter[EXIT_PROBE_USERSPACE_EXITS]++;
}

#endif /* __KVM_X86_EXIT_PROBE_HOOKS_H */
