/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Hooks around the time that a vCPU's thread spends neither in the guest nor with
 * an exit: in userspace, halted, preempted, blocked. KVM's common code has them.
 */
#ifndef __KVM_X86_EXIT_PROBE_AWAY_H
#define __KVM_X86_EXIT_PROBE_AWAY_H

#include <linux/math64.h>
#include <linux/sched.h>

#include "exit_probe_hooks.h"

static inline bool exit_probe_is_timed(struct kvm_vcpu *vcpu)
{
	return static_branch_unlikely(&exit_probe_times) &&
	       READ_ONCE(exit_probe_of(vcpu)->mode) == EXIT_PROBE_TIME;
}

/*
 * Stop the kernel bucket: @bucket runs until exit_probe_return(). Both need
 * preemption disabled, as exit_probe_put() reads which bucket runs.
 */
static inline void exit_probe_leave(struct kvm_vcpu *vcpu,
				    enum kvm_exit_probe_counter bucket)
{
	struct kvm_exit_probe *probe = exit_probe_of(vcpu);

	raw_write_seqcount_begin(&probe->seq);
	probe->away = rdtsc();
	WRITE_ONCE(probe->read_until, probe->away);
	probe->run_delay = current->sched_info.run_delay;
	probe->bucket = bucket;
	raw_write_seqcount_end(&probe->seq);
}

/* Cycles away at @now. Negative: less than what is owed. */
static inline s64 exit_probe_away(const struct kvm_exit_probe *probe, u64 now)
{
	return now - probe->away - probe->owed;
}

/* A longer wait, or a negative one, is an error: the conversion to cycles would trap. */
#define EXIT_PROBE_DELAY_MAX	BIT_ULL(60)

/*
 * A thread that slept is woken before it runs: it was preempted since then, as steal
 * time counts it. At most @cycles of it: no reader has seen these as sleep.
 */
static inline u64 exit_probe_waited(const struct kvm_exit_probe *probe, u64 cycles)
{
	u64 delay = current->sched_info.run_delay - probe->run_delay;

	if (probe->bucket != EXIT_PROBE_HALTED && probe->bucket != EXIT_PROBE_BLOCKED)
		return 0;
	if (likely(!delay) || delay > EXIT_PROBE_DELAY_MAX)
		return 0;
	return min(mul_u64_u32_div(delay, tsc_khz, NSEC_PER_MSEC), cycles);
}

/* A TSC that steps back by more is not another CPU's: it was reset. */
#define EXIT_PROBE_SKEW_MAX	BIT_ULL(26)

/* What readers have seen of the interval remains, even if it has not been as long. */
static inline s64 exit_probe_seen(const struct kvm_exit_probe *probe)
{
	/* A reader moves read_until before it checks the sequence count. */
	smp_mb();
	return max_t(s64, exit_probe_away(probe, READ_ONCE(probe->read_until)), 0);
}

/*
 * Resume the kernel bucket, without the time spent elsewhere. A CPU that is ahead
 * adds its lead once: the way back is owed, and the next lead pays for it.
 */
static inline void exit_probe_return(struct kvm_vcpu *vcpu)
{
	struct kvm_exit_probe *probe = exit_probe_of(vcpu);
	u64 now = rdtsc(), waited = 0;
	s64 cycles = exit_probe_away(probe, now), seen;

	raw_write_seqcount_begin(&probe->seq);
	seen = exit_probe_seen(probe);
	if (likely(cycles >= seen)) {
		waited = exit_probe_waited(probe, cycles - seen);
		probe->owed = 0;
	} else {
		probe->owed = seen - cycles <= EXIT_PROBE_SKEW_MAX ? seen - cycles : 0;
		cycles = seen;
	}
	if (static_branch_unlikely(&exit_probe_extras))
		exit_probe_return_extras(vcpu, waited, cycles - waited);
	probe->counter[EXIT_PROBE_PREEMPTED] += waited;
	probe->counter[probe->bucket] += cycles - waited;
	if (probe->bucket == EXIT_PROBE_BLOCKED)
		probe->reason_blocked[probe->slot] += cycles - waited;
	/* From here on the stamps are of this CPU's TSC. */
	probe->stamp += now - probe->away;
	probe->entered = probe->stamp;
	probe->left = probe->stamp;
	probe->bucket = EXIT_PROBE_KERNEL;
	raw_write_seqcount_end(&probe->seq);
}

/*
 * Load and put matter only while the kernel bucket runs: a halted vCPU stays
 * halted, and other ioctls belong to userspace.
 */
static inline void exit_probe_put(struct kvm_vcpu *vcpu)
{
	if (exit_probe_is_timed(vcpu) && exit_probe_of(vcpu)->bucket == EXIT_PROBE_KERNEL)
		exit_probe_leave(vcpu, vcpu->preempted ? EXIT_PROBE_PREEMPTED : EXIT_PROBE_BLOCKED);
}

static inline void exit_probe_load(struct kvm_vcpu *vcpu)
{
	u64 bucket = exit_probe_of(vcpu)->bucket;

	if (exit_probe_is_timed(vcpu) &&
	    (bucket == EXIT_PROBE_PREEMPTED || bucket == EXIT_PROBE_BLOCKED))
		exit_probe_return(vcpu);
}

static inline void exit_probe_halt_begin(struct kvm_vcpu *vcpu)
{
	if (!exit_probe_is_timed(vcpu))
		return;
	preempt_disable();
	exit_probe_leave(vcpu, EXIT_PROBE_HALTED);
	preempt_enable();
}

static inline void exit_probe_halt_end(struct kvm_vcpu *vcpu)
{
	if (!exit_probe_is_timed(vcpu))
		return;
	preempt_disable();
	exit_probe_return(vcpu);
	preempt_enable();
}

/* Keep preemption disabled until the vCPU is loaded: no hook sees it before. */
static inline void exit_probe_run_begin(struct kvm_vcpu *vcpu)
{
	if (exit_probe_is_timed(vcpu) && exit_probe_of(vcpu)->bucket == EXIT_PROBE_USERSPACE)
		exit_probe_return(vcpu);
}

/* Before the vCPU is put: userspace runs since then. */
static inline void exit_probe_run_end(struct kvm_vcpu *vcpu)
{
	if (!static_branch_unlikely(&exit_probe_counts))
		return;

	preempt_disable();
	if (READ_ONCE(exit_probe_of(vcpu)->mode) != EXIT_PROBE_OFF)
		exit_probe_count(vcpu, EXIT_PROBE_USERSPACE_EXITS);
	if (exit_probe_is_timed(vcpu))
		exit_probe_leave(vcpu, EXIT_PROBE_USERSPACE);
	preempt_enable();
}

/*
 * The host's sums keep the time in userspace up to now. But when a VM ends, a change of
 * the mode no longer finds its vCPUs: their time began before it.
 */
static inline void exit_probe_destroy(struct kvm_vcpu *vcpu)
{
	preempt_disable();
	if ((s64)(exit_probe_of(vcpu)->away - exit_probe_began()) >= 0)
		exit_probe_run_begin(vcpu);
	preempt_enable();
	exit_probe_free_rows(vcpu);
	exit_probe_free_causes(vcpu);
}

#endif /* __KVM_X86_EXIT_PROBE_AWAY_H */
