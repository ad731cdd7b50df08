/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A host's latch that exists for a test only.
 */
#ifndef TEST_LATCH_H
#define TEST_LATCH_H

#include "probe/latch.h"

/* Exits of the two reasons that the latch has, above the 32 bits of a row */
extern uint32_t latch_high[2];

#endif
