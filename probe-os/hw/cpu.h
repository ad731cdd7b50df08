/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the CPU says of itself.
 */
#ifndef HW_CPU_H
#define HW_CPU_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Feature bits that entry.asm, or the reader in Linux, asked for early */
struct cpu_features {
	uint32_t ecx, edx;
};

extern struct cpu_features cpu_features;

bool cpu_has_lapic(void);
bool cpu_has_x2apic(void);
bool cpu_has_deadline(void);
bool cpu_is_amd(void);

/* AMD: virtualization, and in it the address of the next instruction at an exit */
bool cpu_has_svm(void);
bool cpu_has_svm_nrip(void);

/* "Extended" family included, as the manuals of both vendors add them up */
uint32_t cpu_family(void);

/* Brand string, else the vendor's name */
void cpu_brand(char *to, size_t size);

/* Signature of the hypervisor; empty without one */
void cpu_hypervisor(char *to, size_t size);

#endif
