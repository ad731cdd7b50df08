/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One inline function for each instruction that C cannot express.
 */
#ifndef HW_INSTRUCTIONS_H
#define HW_INSTRUCTIONS_H

#include <stdint.h>

#include "hw/cpuid_registers.h"

/* Operand of LGDT and LIDT */
struct table_pointer {
	uint16_t limit;
	uint64_t base;
} __attribute__((packed));

static inline struct cpuid cpuid(uint32_t leaf, uint32_t subleaf)
{
	struct cpuid out;

	asm volatile("cpuid"
		     : "=a"(out.eax), "=b"(out.ebx), "=c"(out.ecx), "=d"(out.edx)
		     : "a"(leaf), "c"(subleaf)
		     : "memory");
	return out;
}

/* Time limit of waits: some seconds at any clock rate */
#define TSC_BOUND (1ULL << 33)

static inline uint64_t rdtsc(void)
{
	uint32_t low, high;

	asm volatile("rdtsc" : "=a"(low), "=d"(high) : : "memory");
	return (uint64_t)high << 32 | low;
}

static inline uint64_t rdmsr(uint32_t msr)
{
	uint32_t low, high;

	asm volatile("rdmsr" : "=a"(low), "=d"(high) : "c"(msr) : "memory");
	return (uint64_t)high << 32 | low;
}

static inline void wrmsr(uint32_t msr, uint64_t value)
{
	asm volatile("wrmsr"
		     :
		     : "c"(msr), "a"((uint32_t)value), "d"((uint32_t)(value >> 32))
		     : "memory");
}

static inline uint8_t inb(uint16_t port)
{
	uint8_t value;

	asm volatile("inb %1, %0" : "=a"(value) : "Nd"(port) : "memory");
	return value;
}

static inline void outb(uint16_t port, uint8_t value)
{
	asm volatile("outb %0, %1" : : "a"(value), "Nd"(port) : "memory");
}

static inline uint16_t inw(uint16_t port)
{
	uint16_t value;

	asm volatile("inw %1, %0" : "=a"(value) : "Nd"(port) : "memory");
	return value;
}

static inline void outw(uint16_t port, uint16_t value)
{
	asm volatile("outw %0, %1" : : "a"(value), "Nd"(port) : "memory");
}

static inline uint32_t inl(uint16_t port)
{
	uint32_t value;

	asm volatile("inl %1, %0" : "=a"(value) : "Nd"(port) : "memory");
	return value;
}

static inline void outl(uint16_t port, uint32_t value)
{
	asm volatile("outl %0, %1" : : "a"(value), "Nd"(port) : "memory");
}

static inline void lgdt(const struct table_pointer *table)
{
	asm volatile("lgdt %0" : : "m"(*table) : "memory");
}

static inline void lidt(const struct table_pointer *table)
{
	asm volatile("lidt %0" : : "m"(*table) : "memory");
}

static inline void ltr(uint16_t selector)
{
	asm volatile("ltr %0" : : "r"(selector) : "memory");
}

static inline uint64_t read_cr2(void)
{
	uint64_t value;

	asm volatile("mov %%cr2, %0" : "=r"(value));
	return value;
}

static inline void cpu_relax(void)
{
	asm volatile("pause" : : : "memory");
}

static inline void cli(void)
{
	asm volatile("cli" : : : "memory");
}

static inline void sti(void)
{
	asm volatile("sti" : : : "memory");
}

/* No interrupt is taken between the two, so that none is missed before the HLT. */
static inline void sti_hlt(void)
{
	asm volatile("sti\n\thlt" : : : "memory");
}

static inline void hlt(void)
{
	asm volatile("hlt" : : : "memory");
}

#endif
