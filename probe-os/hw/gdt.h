/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Segments, and the stacks of exceptions that must not trust the current one.
 */
#ifndef HW_GDT_H
#define HW_GDT_H

/* Index into the interrupt stack table for #DF, NMI and #MC */
#define IST_FAULT 1

void gdt_load(void);

#endif
