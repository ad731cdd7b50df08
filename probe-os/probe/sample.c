// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads the totals; entry.asm does the same where there is no C yet.
 */
#include <stddef.h>

#include "exit_probe_abi.h"
#include "hw/instructions.h"
#include "probe/sample.h"

_Static_assert(sizeof(struct sample) == SAMPLE_SIZE, "NASM steps by it");
_Static_assert(offsetof(struct sample, tsc) == SAMPLE_TSC, "NASM stores it");
_Static_assert(offsetof(struct sample, items) == SAMPLE_ITEMS, "NASM stores them");
_Static_assert(sizeof(struct cpuid) == SAMPLE_ITEM_SIZE, "NASM steps by it");
_Static_assert(offsetof(struct cpuid, eax) == SAMPLE_ITEM_EAX, "NASM stores it");
_Static_assert(offsetof(struct cpuid, ebx) == SAMPLE_ITEM_EBX, "NASM stores it");
_Static_assert(offsetof(struct cpuid, ecx) == SAMPLE_ITEM_ECX, "NASM stores it");
_Static_assert(offsetof(struct cpuid, edx) == SAMPLE_ITEM_EDX, "NASM stores it");

void sample_take(struct sample *sample)
{
	sample->tsc = rdtsc();
	for (uint32_t item = 0; item < SAMPLE_READS; item++)
		sample->items[item] = cpuid(EXIT_PROBE_LEAF_TOTALS, item);
}
