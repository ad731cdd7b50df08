// SPDX-License-Identifier: GPL-2.0-only
/*
 * Linux: "KVM-specific MSRs", MSR_KVM_SYSTEM_TIME_NEW.
 */
#include "hw/cpu.h"
#include "hw/instructions.h"
#include "hw/kvm_clock.h"
#include "lib/text.h"

#define CPUID_KVM_FEATURES  0x40000001
#define FEATURES_EAX_CLOCK  0x00000008 /* the newer MSRs */
#define MSR_KVM_SYSTEM_TIME 0x4B564D01
#define SYSTEM_TIME_ENABLE  1

/* KVM writes it; odd versions are those that it is writing. */
static volatile struct {
	uint32_t version, reserved;
	uint64_t tsc, nanoseconds;
	uint32_t multiplier;
	int8_t shift;
	uint8_t flags, padding[2];
} shared __attribute__((aligned(32)));

static bool has_clock(void)
{
	char hypervisor[13];

	cpu_hypervisor(hypervisor, sizeof(hypervisor));
	return text_equal(hypervisor, "KVMKVMKVM") &&
	       cpuid(CPUID_KVM_FEATURES, 0).eax & FEATURES_EAX_CLOCK;
}

bool kvm_clock_read(struct kvm_clock *clock)
{
	if (!has_clock())
		return false;
	wrmsr(MSR_KVM_SYSTEM_TIME, (uint64_t)&shared | SYSTEM_TIME_ENABLE);
	*clock = (struct kvm_clock){ shared.multiplier, shared.shift };
	wrmsr(MSR_KVM_SYSTEM_TIME, 0);
	return shared.version % 2 == 0 && clock->multiplier;
}
