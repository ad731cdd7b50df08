/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * As much of the kernel as the accounting needs to run on the host: a VM of
 * a few vCPUs, and a TSC that the test sets.
 */
#ifndef STUB_KVM_HOST_H
#define STUB_KVM_HOST_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/cdefs.h> /* __always_inline */

typedef uint8_t u8;
typedef uint32_t u32;
typedef uint64_t u64;

#include <asm/kvm_exit_probe.h>

#define READ_ONCE(x)     (*(const volatile __typeof__(x) *)&(x))
#define WRITE_ONCE(x, v) (*(volatile __typeof__(x) *)&(x) = (v))
#define upper_32_bits(n) ((u32)((n) >> 32))
#define lower_32_bits(n) ((u32)(n))

#define STUB_VCPUS       2

struct kvm;

struct kvm_vcpu {
	struct kvm *kvm;
	bool guest_mode;
	struct {
		u32 virtual_tsc_khz;
	} arch;
	struct {
		struct kvm_exit_probe exit_probe;
		u64 exit_probe_latch[EXIT_PROBE_COUNTERS];
	} stat;
};

struct kvm {
	struct kvm_vcpu vcpu[STUB_VCPUS];
};

#define kvm_for_each_vcpu(i, v, kvm)                                                               \
	for ((i) = 0; (i) < STUB_VCPUS && ((v) = &(kvm)->vcpu[i], true); (i)++)

static inline bool is_guest_mode(struct kvm_vcpu *vcpu)
{
	return vcpu->guest_mode;
}

extern u64 stub_tsc;

static inline u64 rdtsc(void)
{
	return stub_tsc;
}

#endif
