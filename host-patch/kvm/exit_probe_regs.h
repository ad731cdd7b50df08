/* SPDX-License-Identifier: GPL-2.0-only */
/* What a CPUID answers. */
#ifndef __KVM_X86_EXIT_PROBE_REGS_H
#define __KVM_X86_EXIT_PROBE_REGS_H

#include <linux/kernel.h>
#include <linux/types.h>

#include "exit_probe_abi.h"

struct exit_probe_regs {
	u32 eax, ebx, ecx, edx;
};

static const struct exit_probe_regs exit_probe_undefined = { .edx = EXIT_PROBE_UNDEFINED };

static inline struct exit_probe_regs exit_probe_pair(u64 first, u64 second)
{
	return (struct exit_probe_regs) {
		.eax = lower_32_bits(first), .ebx = upper_32_bits(first),
		.ecx = lower_32_bits(second), .edx = upper_32_bits(second),
	};
}

#endif /* __KVM_X86_EXIT_PROBE_REGS_H */
