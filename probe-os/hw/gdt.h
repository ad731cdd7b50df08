/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Segments, and the stacks of exceptions that must not trust the current one.
 */
#ifndef HW_GDT_H
#define HW_GDT_H

/* Index into the interrupt stack table for #DF, NMI and #MC */
#define IST_FAULT 1

/* For the CPU of that number, 0 the boot CPU */
void gdt_load(unsigned int cpu);

#endif
