// SPDX-License-Identifier: GPL-2.0-only
/*
 * CPUID leaves that tell a guest how many VM exits it had and what they cost.
 *
 * Nothing here allocates, blocks or prints, and the only thing taken from the
 * guest is a bounded index.
 */
#include <linux/kvm_host.h>
#include <linux/moduleparam.h>
#include <linux/nospec.h>
#include <asm/cpufeature.h>

#include "cpuid.h"
#include "exit_probe.h"
#include "exit_probe_abi.h"

/* Tells userspace that this KVM answers, and by which ABI; nothing reads it. */
static unsigned int exit_probe_abi = EXIT_PROBE_ABI_VERSION;
module_param(exit_probe_abi, uint, 0444);

/* The pairs of EXIT_PROBE_LEAF_TOTALS, by item. */
static const u8 exit_probe_pairs[EXIT_PROBE_TOTALS_ITEMS][2] = {
	[EXIT_PROBE_TOTALS_EXITS]   = { EXIT_PROBE_EXITS, EXIT_PROBE_KERNEL },
	[EXIT_PROBE_TOTALS_WAITING] = { EXIT_PROBE_USERSPACE, EXIT_PROBE_HALTED },
	[EXIT_PROBE_TOTALS_RUNNING] = { EXIT_PROBE_SCHEDULED_OUT, EXIT_PROBE_GUEST },
	[EXIT_PROBE_TOTALS_APART]   = { EXIT_PROBE_USERSPACE_EXITS, EXIT_PROBE_NESTED_EXITS },
	[EXIT_PROBE_TOTALS_PASSES]  = { EXIT_PROBE_PASSES, EXIT_PROBE_ZERO },
};

static u64 exit_probe_sum(struct kvm *kvm, enum kvm_exit_probe_counter c)
{
	struct kvm_vcpu *vcpu;
	unsigned long i;
	u64 sum = 0;

	kvm_for_each_vcpu(i, vcpu, kvm)
		sum += READ_ONCE(exit_probe_of(vcpu)->counter[c]);
	return sum;
}

/* Only the thread of @vcpu gets here, so its latch needs no lock. */
static void exit_probe_latch(struct kvm_vcpu *vcpu)
{
	int c;

	for (c = 0; c < EXIT_PROBE_COUNTERS; c++)
		vcpu->stat.exit_probe_latch[c] = exit_probe_sum(vcpu->kvm, c);
}

/* Answer a guest's CPUID, or return false for a leaf that is not ours. */
bool exit_probe_cpuid(struct kvm_vcpu *vcpu, u32 leaf, u32 item,
		      u32 *eax, u32 *ebx, u32 *ecx, u32 *edx)
{
	u64 cycles, first, second;

	switch (leaf) {
	case EXIT_PROBE_LEAF_TOTAL:
		cycles = exit_probe_sum(vcpu->kvm, EXIT_PROBE_KERNEL);
		*eax = exit_probe_sum(vcpu->kvm, EXIT_PROBE_EXITS);
		*ebx = upper_32_bits(cycles);
		*ecx = lower_32_bits(cycles);
		*edx = 0;
		return true;
	case EXIT_PROBE_LEAF_SIGNATURE:
		*eax = EXIT_PROBE_LEAF_LAST_EXTENDED;
		*ebx = EXIT_PROBE_SIGNATURE_EBX;
		*ecx = EXIT_PROBE_SIGNATURE_ECX;
		*edx = EXIT_PROBE_SIGNATURE_EDX;
		return true;
	case EXIT_PROBE_LEAF_INFO:
		if (item)
			break;
		*eax = EXIT_PROBE_ABI_VERSION;
		*ebx = boot_cpu_has(X86_FEATURE_SVM) ? EXIT_PROBE_VENDOR_AMD :
						       EXIT_PROBE_VENDOR_INTEL;
		*ecx = EXIT_PROBE_SCOPE_VM;
		*edx = vcpu->arch.virtual_tsc_khz;
		return true;
	case EXIT_PROBE_LEAF_TOTALS:
		if (item >= EXIT_PROBE_TOTALS_ITEMS)
			break;
		item = array_index_nospec(item, EXIT_PROBE_TOTALS_ITEMS);
		if (item == EXIT_PROBE_TOTALS_EXITS)
			exit_probe_latch(vcpu);
		first = vcpu->stat.exit_probe_latch[exit_probe_pairs[item][0]];
		second = vcpu->stat.exit_probe_latch[exit_probe_pairs[item][1]];
		*eax = lower_32_bits(first);
		*ebx = upper_32_bits(first);
		*ecx = lower_32_bits(second);
		*edx = upper_32_bits(second);
		return true;
	default:
		return false;
	}

	*eax = 0;
	*ebx = 0;
	*ecx = 0;
	*edx = EXIT_PROBE_UNDEFINED;
	return true;
}
