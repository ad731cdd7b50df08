/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The identity and features of the CPU.
 */
#ifndef HW_CPU_H
#define HW_CPU_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hw/cpuid_registers.h"

/* Feature bits of CPUID leaf 1, read early by entry.asm or by exit-probe in Linux */
struct cpu_features {
	uint32_t ecx, edx;
};

extern struct cpu_features cpu_features;

bool cpu_has_lapic(void);
bool cpu_has_x2apic(void);
bool cpu_has_deadline(void);
bool cpu_is_amd(void);

/* AMD: SVM; and nRIP save, the address of the next instruction at an exit */
bool cpu_has_svm(void);
bool cpu_has_svm_nrip(void);

/* Family plus extended family, as the manuals of both vendors define it */
uint32_t cpu_family(void);

/* The brand string, or the vendor's name if there is none */
void cpu_brand(char *to, size_t size);

/* A CPUID leaf; zeros if its range of leaves ends before it */
struct cpuid cpu_leaf(uint32_t number);

/* The signature of the hypervisor; empty if there is none */
void cpu_hypervisor(char *to, size_t size);

#endif
