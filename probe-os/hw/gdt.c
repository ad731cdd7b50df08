// SPDX-License-Identifier: GPL-2.0-only
/*
 * SDM: "Segment Descriptor Tables in IA-32e Mode", "64-Bit Mode TSS".
 */
#include <stdint.h>

#include "hw/gdt.h"
#include "hw/instructions.h"
#include "hw/registers.h"

struct segment {
	uint16_t limit_low, base_low;
	uint8_t base_middle, access, flags, base_high;
};

struct gdt {
	struct segment null, code, data, unused;
	struct tss_segment {
		struct segment low;
		uint32_t base_top, zero;
	} tss[CPUS_MAX];
};

struct tss {
	uint32_t zero0;
	uint64_t rsp[3];
	uint64_t zero1;
	uint64_t ist[7];
	uint64_t zero2;
	uint16_t zero3, io_map;
} __attribute__((packed));

_Static_assert(sizeof(struct segment) == 8, "SDM: Segment Descriptors");
_Static_assert(sizeof(struct tss) == 104, "SDM: 64-Bit Mode TSS");

static uint8_t fault_stacks[CPUS_MAX][FAULT_STACK_SIZE] __attribute__((aligned(16)));
static struct tss tsses[CPUS_MAX];
static struct gdt gdt;

static void reload_segments(void)
{
	asm volatile("pushq %0\n\t"
		     "leaq 1f(%%rip), %%rax\n\t"
		     "pushq %%rax\n\t"
		     "lretq\n"
		     "1:\tmov %1, %%ds\n\t"
		     "mov %1, %%es\n\t"
		     "mov %1, %%ss"
		     :
		     : "i"(SELECTOR_CODE), "r"(SELECTOR_DATA)
		     : "rax", "memory");
}

void gdt_load(unsigned int cpu)
{
	const struct table_pointer pointer = { sizeof(gdt) - 1, (uintptr_t)&gdt };
	struct tss *tss = &tsses[cpu];
	uintptr_t base = (uintptr_t)tss;

	tss->ist[IST_FAULT - 1] = (uintptr_t)fault_stacks[cpu] + FAULT_STACK_SIZE;
	tss->io_map = sizeof(*tss);
	gdt.code = (struct segment){ .access = GDT_ACCESS_CODE, .flags = GDT_FLAGS_CODE64 };
	gdt.data = (struct segment){
		.limit_low = 0xFFFF,
		.access = GDT_ACCESS_DATA,
		.flags = GDT_FLAGS_DATA,
	};
	gdt.tss[cpu].low = (struct segment){
		.limit_low = sizeof(*tss) - 1,
		.base_low = base & 0xFFFF,
		.base_middle = base >> 16 & 0xFF,
		.access = GDT_ACCESS_TSS,
		.base_high = base >> 24 & 0xFF,
	};

	lgdt(&pointer);
	reload_segments();
	ltr((uint16_t)(SELECTOR_TSS + cpu * sizeof(struct tss_segment)));
}
