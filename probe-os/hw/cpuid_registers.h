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

#endif
