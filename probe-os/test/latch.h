/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A host's latch for tests.
 */
#ifndef TEST_LATCH_H
#define TEST_LATCH_H

#include <stdbool.h>

#include "probe/latch.h"

/* Bits 32 and up of the exits of the latch's two reasons */
extern uint32_t latch_high[2];

/* vCPUs that the next latching read leaves, for ever if it is stuck; how many there were */
extern uint32_t latch_left, latch_reads;
extern bool latch_is_stuck;

/* The phase that the last latching read told */
extern uint32_t latch_phase;

/* The causes of the latch, latch_causes_count of them: the registers of three reads each */
#define LATCH_CAUSES 2048
struct latch_cause {
	struct cpuid key, counts, blocked;
};
extern struct latch_cause latch_causes[LATCH_CAUSES];
extern uint32_t latch_causes_count;

#endif
