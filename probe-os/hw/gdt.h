/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Segments, and the stacks of exceptions that need their own.
 */
#ifndef HW_GDT_H
#define HW_GDT_H

/* Index into the interrupt stack table for #DF, NMI and #MC */
#define IST_FAULT 1

/* Loads GDT and TSS of a CPU; number 0 is the boot CPU. */
void gdt_load(unsigned int cpu);

#endif
