/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * No cache line is written by two vCPUs: what a vCPU's thread counts in lies where
 * no line can have anything of another vCPU. Builds, or names what is wrong.
 *
 * VENDOR_VCPU is the structure that KVM allocates for a vCPU, with struct kvm_vcpu first.
 * Nothing is assumed of its alignment.
 */
#include <linux/cache.h>
#include <linux/slab.h>
#include <linux/stddef.h>

static_assert(offsetof(struct VENDOR_VCPU, vcpu) == 0);
static_assert(offsetof(struct kvm_vcpu, stat.exit_probe) >= SMP_CACHE_BYTES,
	      "the counters are a line from the start");
static_assert(sizeof(struct VENDOR_VCPU) - offsetofend(struct kvm_vcpu, stat.exit_probe) >=
		      SMP_CACHE_BYTES,
	      "the counters are a line from the end");

/* Memory of that size is whole pages. */
static_assert(sizeof(struct kvm_exit_probe_rows) > KMALLOC_MAX_CACHE_SIZE,
	      "the table has its own pages");
