/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The accounting among KVM's statistics and in debugfs.
 *
 * Single values are of the instant type, although they only grow: debugfs lets
 * root clear the others, or the first bucket of a histogram, and a guest reads
 * the same counters.
 *
 * In the linear histograms a reason is its own bucket. exit_probe_svm.def has
 * the buckets of the exceptions: reason 0 and the large ones.
 */
#ifndef __KVM_X86_EXIT_PROBE_STATS_H
#define __KVM_X86_EXIT_PROBE_STATS_H

#include <linux/kvm_host.h>

struct dentry;

void exit_probe_create_debugfs(struct kvm_vcpu *vcpu, struct dentry *dir);

/* Each statistic's name, and where it is in struct kvm_vcpu_stat. */
#define exit_probe_exits		exit_probe.counter[EXIT_PROBE_EXITS]
#define exit_probe_nested_exits		exit_probe.counter[EXIT_PROBE_NESTED_EXITS]
#define exit_probe_userspace_exits	exit_probe.counter[EXIT_PROBE_USERSPACE_EXITS]
#define exit_probe_passes		exit_probe.counter[EXIT_PROBE_PASSES]
#define exit_probe_kernel_cycles	exit_probe.counter[EXIT_PROBE_KERNEL]
#define exit_probe_userspace_cycles	exit_probe.counter[EXIT_PROBE_USERSPACE]
#define exit_probe_halted_cycles	exit_probe.counter[EXIT_PROBE_HALTED]
#define exit_probe_preempted_cycles	exit_probe.counter[EXIT_PROBE_PREEMPTED]
#define exit_probe_blocked_cycles	exit_probe.counter[EXIT_PROBE_BLOCKED]
#define exit_probe_guest_cycles		exit_probe.counter[EXIT_PROBE_GUEST]
#define exit_probe_reason_exits		exit_probe.reason_exits
#define exit_probe_reason_cycles	exit_probe.reason_cycles
#define exit_probe_reason_blocked	exit_probe.reason_blocked
#define exit_probe_cycles_hist		exit_probe.cycles_hist

#ifdef STATS_DESC_COMMON
#define EXIT_PROBE_STATS_DESC(stat, type, unit, count, width)			\
	VCPU_STATS_DESC(exit_probe_##stat, KVM_STATS_TYPE_##type,		\
			KVM_STATS_UNIT_##unit, KVM_STATS_BASE_POW10, 0, count, width)

#define EXIT_PROBE_COUNT_DESC(stat)						\
	EXIT_PROBE_STATS_DESC(stat, INSTANT, NONE, 1, 0)

#define EXIT_PROBE_CYCLES_DESC(stat)						\
	EXIT_PROBE_STATS_DESC(stat, INSTANT, CYCLES, 1, 0)

#else	/* no statistics file descriptor, hence only debugfs */

#define EXIT_PROBE_COUNT_DESC(stat)						\
	VCPU_STAT("exit_probe_" #stat, exit_probe_##stat, .mode = 0444)

#define EXIT_PROBE_CYCLES_DESC(stat)						\
	EXIT_PROBE_COUNT_DESC(stat)
#endif

#endif /* __KVM_X86_EXIT_PROBE_STATS_H */
