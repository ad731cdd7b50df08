/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What CPUID leaves in the registers.
 */
#ifndef HW_CPUID_REGISTERS_H
#define HW_CPUID_REGISTERS_H

#include <stdint.h>

struct cpuid {
	uint32_t eax, ebx, ecx, edx;
};

/* Two numbers of 64 bits in one read, as the ABI's leaves have them */
static inline uint64_t cpuid_first(struct cpuid read)
{
	return (uint64_t)read.ebx << 32 | read.eax;
}

static inline uint64_t cpuid_second(struct cpuid read)
{
	return (uint64_t)read.edx << 32 | read.ecx;
}

#endif
