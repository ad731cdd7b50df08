/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The registers that CPUID returns.
 */
#ifndef HW_CPUID_REGISTERS_H
#define HW_CPUID_REGISTERS_H

#include <stdint.h>

struct cpuid {
	uint32_t eax, ebx, ecx, edx;
};

/* The two 64-bit numbers in one read of the ABI's leaves */
static inline uint64_t cpuid_first(struct cpuid read)
{
	return (uint64_t)read.ebx << 32 | read.eax;
}

static inline uint64_t cpuid_second(struct cpuid read)
{
	return (uint64_t)read.edx << 32 | read.ecx;
}

#endif
