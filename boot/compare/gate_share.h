/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The share of exits up to which a change is within the gate.
 */
#ifndef COMPARE_GATE_SHARE_H
#define COMPARE_GATE_SHARE_H

#include <stdbool.h>
#include <stdint.h>

#define GATE_WHOLE 1000000 /* 100 % */

/* Reads a percentage such as 2% or 0.5%, of up to four decimals. */
bool gate_read_share(const char *text, uint32_t *share);

/* Rounded down: a whole number is above it if it is above the exact one. */
uint64_t gate_part_of(uint64_t whole, uint32_t share);

#endif
