/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Hooks that account VM exits and the time around them.
 *
 * All are inline, so that kvm.ko, kvm-intel.ko and kvm-amd.ko need no symbol
 * of each other for them. One stamp per vCPU holds the time of its last
 * transition; each transition charges the time since then to one bucket.
 */
#ifndef __KVM_X86_EXIT_PROBE_H
#define __KVM_X86_EXIT_PROBE_H

#include <linux/kvm_host.h>
#include <asm/msr.h>

#include "kvm_cache_regs.h"

static __always_inline struct kvm_exit_probe *exit_probe_of(struct kvm_vcpu *vcpu)
{
	return &vcpu->stat.exit_probe;
}

static inline void exit_probe_add(struct kvm_vcpu *vcpu,
				  enum kvm_exit_probe_counter c, u64 n)
{
	u64 *counter = &exit_probe_of(vcpu)->counter[c];

	WRITE_ONCE(*counter, *counter + n);
}

/* A TSC that is behind on another CPU loses the interval, but never wraps. */
static inline u64 exit_probe_cycles(u64 from, u64 to)
{
	return to > from ? to - from : 0;
}

static inline void exit_probe_switch(struct kvm_vcpu *vcpu,
				     enum kvm_exit_probe_counter bucket)
{
	struct kvm_exit_probe *probe = exit_probe_of(vcpu);
	u64 now = rdtsc();
	u64 cycles = probe->stamp ? exit_probe_cycles(probe->stamp, now) : 0;

	/* The guest sees the cost of an exit when it is complete. */
	if (probe->bucket == EXIT_PROBE_KERNEL)
		probe->handling += cycles;
	else
		exit_probe_add(vcpu, probe->bucket, cycles);
	probe->stamp = now;
	probe->bucket = bucket;
}

/* These two run in noinstr code, hence store and do no more. */
static __always_inline void exit_probe_stamp_entry(struct kvm_vcpu *vcpu)
{
	exit_probe_of(vcpu)->entered = rdtsc();
}

static __always_inline void exit_probe_stamp_exit(struct kvm_vcpu *vcpu)
{
	exit_probe_of(vcpu)->left = rdtsc();
}

/* Once per hardware exit, as soon as its reason can be known. */
static inline void exit_probe_settle(struct kvm_vcpu *vcpu)
{
	struct kvm_exit_probe *probe = exit_probe_of(vcpu);

	/* This entry was the end of the exit before. */
	probe->handling += exit_probe_cycles(probe->stamp, probe->entered);
	exit_probe_add(vcpu, EXIT_PROBE_KERNEL, probe->handling);
	exit_probe_add(vcpu, EXIT_PROBE_GUEST,
		       exit_probe_cycles(probe->entered, probe->left));
	probe->handling = 0;
	probe->stamp = probe->left;

	exit_probe_add(vcpu, EXIT_PROBE_EXITS, 1);
	if (is_guest_mode(vcpu))
		exit_probe_add(vcpu, EXIT_PROBE_NESTED_EXITS, 1);
}

/* KVM counts an exit, but the hardware did not enter the guest. */
static inline void exit_probe_pass(struct kvm_vcpu *vcpu)
{
	exit_probe_add(vcpu, EXIT_PROBE_PASSES, 1);
}

/*
 * Load and put count as scheduling only while the kernel bucket runs: a
 * halted vCPU stays halted, and other ioctls belong to userspace.
 */
static inline void exit_probe_put(struct kvm_vcpu *vcpu)
{
	if (exit_probe_of(vcpu)->bucket == EXIT_PROBE_KERNEL)
		exit_probe_switch(vcpu, EXIT_PROBE_SCHEDULED_OUT);
}

static inline void exit_probe_load(struct kvm_vcpu *vcpu)
{
	if (exit_probe_of(vcpu)->bucket == EXIT_PROBE_SCHEDULED_OUT)
		exit_probe_switch(vcpu, EXIT_PROBE_KERNEL);
}

static inline void exit_probe_halt_begin(struct kvm_vcpu *vcpu)
{
	exit_probe_switch(vcpu, EXIT_PROBE_HALTED);
}

static inline void exit_probe_halt_end(struct kvm_vcpu *vcpu)
{
	exit_probe_switch(vcpu, EXIT_PROBE_KERNEL);
}

static inline void exit_probe_run_begin(struct kvm_vcpu *vcpu)
{
	exit_probe_switch(vcpu, EXIT_PROBE_KERNEL);
}

static inline void exit_probe_run_end(struct kvm_vcpu *vcpu)
{
	/* The put just before was no scheduling, it is KVM's own work. */
	exit_probe_of(vcpu)->bucket = EXIT_PROBE_KERNEL;
	exit_probe_switch(vcpu, EXIT_PROBE_USERSPACE);
	exit_probe_add(vcpu, EXIT_PROBE_USERSPACE_EXITS, 1);
}

#endif /* __KVM_X86_EXIT_PROBE_H */
