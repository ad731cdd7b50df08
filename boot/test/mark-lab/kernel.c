/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The foreign kernel's phases. mark-lab.t knows what each must cost.
 */
#include "exit_probe_mark.h"

#define APIC_BASE  0x1B
#define DEBUG_EXIT 0xF4
#define UNTOUCHED  0x2000000 /* by firmware and boot loader */
#define MIB_2      0x200000

void kmain(void);

static void read_msr(void)
{
	unsigned int low, high;

	__asm__ volatile("rdmsr" : "=a"(low), "=d"(high) : "c"(APIC_BASE));
}

static void ask_cpuid(void)
{
	unsigned int eax = 0;

	__asm__ volatile("cpuid" : "+a"(eax) : : "ebx", "ecx", "edx");
}

void kmain(void)
{
	for (int i = 0; i < 20; i++)
		read_msr();
	exit_probe_mark(2);

	for (unsigned int i = 0; i < 16; i++)
		*(volatile char *)(UNTOUCHED + i * MIB_2) = 1;
	exit_probe_mark(3);

	for (int i = 0; i < 30; i++)
		ask_cpuid();
	exit_probe_mark(2);   /* it has ended already */
	exit_probe_mark(255); /* no mark */
	read_msr();
	exit_probe_mark(7); /* 4 to 6 are left out */

	for (;;)
		__asm__ volatile("outb %b0, %w1" : : "a"(0), "d"(DEBUG_EXIT));
}
