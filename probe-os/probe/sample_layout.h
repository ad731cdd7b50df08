/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Layout of struct sample for NASM; integer macros only. sample.c pins it.
 */
#ifndef PROBE_SAMPLE_LAYOUT_H
#define PROBE_SAMPLE_LAYOUT_H

/*
 * Reads per sample: the items that come before the passes. The first one
 * latches, so as many reads lie between two samples as in one.
 */
#define SAMPLE_READS     EXIT_PROBE_TOTALS_PASSES

#define SAMPLE_TSC       0
#define SAMPLE_ITEMS     8
#define SAMPLE_ITEM_SIZE 16
#define SAMPLE_ITEM_EAX  0
#define SAMPLE_ITEM_EBX  4
#define SAMPLE_ITEM_ECX  8
#define SAMPLE_ITEM_EDX  12
#define SAMPLE_SIZE      (SAMPLE_ITEMS + SAMPLE_READS * SAMPLE_ITEM_SIZE)

#endif
