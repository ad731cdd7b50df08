/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The accounting among KVM's statistics and in debugfs.
 *
 * Single values are of the instant type, although they only grow: debugfs lets
 * root clear the others, or the first bucket of a histogram, and a guest reads
 * the same counters.
 */
#ifndef __KVM_X86_EXIT_PROBE_STATS_H
#define __KVM_X86_EXIT_PROBE_STATS_H

#include <linux/kvm_host.h>

struct dentry;

void exit_probe_create_debugfs(struct kvm_vcpu *vcpu, struct dentry *dir);

#define EXIT_PROBE_STATS_DESC(label, field, type, unit, count, width)		\
	{									\
		{								\
			STATS_DESC_COMMON(KVM_STATS_TYPE_##type,		\
					  KVM_STATS_UNIT_##unit,		\
					  KVM_STATS_BASE_POW10, 0, count, width), \
			.offset = offsetof(struct kvm_vcpu_stat, exit_probe.field) \
		},								\
		.name = "exit_probe_" label,					\
	}

#define EXIT_PROBE_COUNT_DESC(label, which)					\
	EXIT_PROBE_STATS_DESC(label, counter[which], INSTANT, NONE, 1, 0)

#define EXIT_PROBE_CYCLES_DESC(label, which)					\
	EXIT_PROBE_STATS_DESC(label, counter[which], INSTANT, CYCLES, 1, 0)

#endif /* __KVM_X86_EXIT_PROBE_STATS_H */
