/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Layout of struct sample for NASM; integer macros only. sample.c asserts it.
 */
#ifndef PROBE_SAMPLE_LAYOUT_H
#define PROBE_SAMPLE_LAYOUT_H

/*
 * Max number of rows in a sample. A boot has 12 to 20 reasons; larger answers of a host
 * must not overflow the sample.
 */
#define SAMPLE_ROWS 64

/* The items of the totals that are read from the latch */
#define SAMPLE_TOTAL_FIRST EXIT_PROBE_TOTALS_WAITING
#define SAMPLE_TOTAL_END   EXIT_PROBE_TOTALS_ITEMS
#define SAMPLE_TOTALS      (SAMPLE_TOTAL_END - SAMPLE_TOTAL_FIRST)

/*
 * Max number of further latching reads: the host sums 64 vCPUs a read. It covers twice as
 * many vCPUs as KVM allows, and ends with a host whose answers do not.
 */
#define SAMPLE_REPEATS_MAX 127

/* Number of checkpoints with their samples in the page of the first instructions */
#define SAMPLES_EARLY 2

/* TSC; repeats; phase; the totals; item 0 of the table, which latches, and its rows */
#define SAMPLE_TSC     0
#define SAMPLE_REPEATS 8
#define SAMPLE_PHASE   12
#define SAMPLE_TOTAL   16
#define SAMPLE_TABLE   (SAMPLE_TOTAL + SAMPLE_TOTALS * SAMPLE_READ_SIZE)
#define SAMPLE_SIZE    (SAMPLE_TABLE + (1 + SAMPLE_ROWS) * SAMPLE_READ_SIZE)

/* Registers of one read */
#define SAMPLE_READ_EAX   0
#define SAMPLE_READ_EBX   4
#define SAMPLE_READ_ECX   8
#define SAMPLE_READ_EDX   12
#define SAMPLE_READ_SIZE  (1 << SAMPLE_READ_SHIFT)
#define SAMPLE_READ_SHIFT 4

#endif
