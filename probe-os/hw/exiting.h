/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Instructions that a hypervisor may intercept, and the TSC around them.
 */
#ifndef HW_EXITING_H
#define HW_EXITING_H

#include <stdint.h>

#include "hw/idt.h"

/* Reads the TSC after all earlier and before all later instructions. */
static inline uint64_t rdtsc_fenced(void)
{
	uint32_t low, high;

	asm volatile("lfence\n\trdtsc\n\tlfence" : "=a"(low), "=d"(high) : : "memory");
	return (uint64_t)high << 32 | low;
}

/* Continues after the instruction, with or without an exception. */
#define RESUMED(instruction, ...)                                                                  \
	asm volatile("movq $1f, %0\n\t" instruction "\n"                                           \
		     "1:\tmovq $0, %0"                                                             \
		     : "+m"(exception_resume)                                                      \
		     : __VA_ARGS__                                                                 \
		     : "rax", "rcx", "rdx", "memory")

static inline void try_ud2(void)
{
	RESUMED("ud2");
}

static inline void try_int3(void)
{
	RESUMED("int3");
}

static inline void try_load(uint64_t address)
{
	RESUMED("mov (%1), %%al", "r"(address));
}

static inline void try_rdpmc(void)
{
	RESUMED("xor %%ecx, %%ecx\n\trdpmc");
}

/* A hypercall with a number that no hypervisor implements */
static inline void vmcall(void)
{
	uint64_t number = UINT32_MAX;

	asm volatile("vmcall" : "+a"(number) : : "memory");
}

static inline void vmmcall(void)
{
	uint64_t number = UINT32_MAX;

	asm volatile("vmmcall" : "+a"(number) : : "memory");
}

static inline void wbinvd(void)
{
	asm volatile("wbinvd" : : : "memory");
}

static inline void invd(void)
{
	asm volatile("invd" : : : "memory");
}

static inline uint64_t xgetbv(uint32_t which)
{
	uint32_t low, high;

	asm volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(which));
	return (uint64_t)high << 32 | low;
}

static inline void xsetbv(uint32_t which, uint64_t value)
{
	asm volatile("xsetbv" : : "c"(which), "a"((uint32_t)value), "d"((uint32_t)(value >> 32)));
}

static inline void invlpg(uint64_t address)
{
	asm volatile("invlpg (%0)" : : "r"(address) : "memory");
}

#define REGISTER_READ(name)                                                                        \
	static inline uint64_t read_##name(void)                                                   \
	{                                                                                          \
		uint64_t value;                                                                    \
                                                                                                   \
		asm volatile("mov %%" #name ", %0" : "=r"(value) : : "memory");                    \
		return value;                                                                      \
	}

#define REGISTER_WRITE(name)                                                                       \
	static inline void write_##name(uint64_t value)                                            \
	{                                                                                          \
		asm volatile("mov %0, %%" #name : : "r"(value) : "memory");                        \
	}

REGISTER_READ(cr0)
REGISTER_READ(cr3)
REGISTER_READ(cr4)
REGISTER_READ(cr8)
REGISTER_READ(dr7)
REGISTER_WRITE(cr0)
REGISTER_WRITE(cr3)
REGISTER_WRITE(cr4)
REGISTER_WRITE(cr8)

#undef REGISTER_READ
#undef REGISTER_WRITE

/* A pending interrupt is taken after the NOP. */
static inline void sti_nop(void)
{
	asm volatile("sti\n\tnop" : : : "memory");
}

#endif
