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

#endif
