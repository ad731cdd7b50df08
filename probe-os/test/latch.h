/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A host's latch for tests.
 */
#ifndef TEST_LATCH_H
#define TEST_LATCH_H

#include "probe/latch.h"

/* Bits 32 and up of the exits of the latch's two reasons */
extern uint32_t latch_high[2];

#endif
