/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * No cache line is written by two vCPUs: the counters of a vCPU are where no line
 * can have data of another vCPU. It builds, or the assertion names what is wrong.
 *
 * VENDOR_VCPU is the structure that KVM allocates for a vCPU, with struct kvm_vcpu first.
 * Its alignment may be any.
 */
#include <linux/cache.h>
#include <linux/slab.h>
#include <linux/stddef.h>

static_assert(offsetof(struct VENDOR_VCPU, vcpu) == 0);
static_assert(offsetof(struct kvm_vcpu, stat.exit_probe) >= SMP_CACHE_BYTES,
	      "the counters are a cache line from the start");
static_assert(sizeof(struct VENDOR_VCPU) - offsetofend(struct kvm_vcpu, stat.exit_probe) >=
		      SMP_CACHE_BYTES,
	      "the counters are a cache line from the end");

/* An allocation of that size has whole pages. */
static_assert(sizeof(struct kvm_exit_probe_rows) > KMALLOC_MAX_CACHE_SIZE,
	      "the table has its own pages");
