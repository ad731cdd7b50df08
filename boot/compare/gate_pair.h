/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The gate for one label and the baseline.
 */
#ifndef COMPARE_GATE_PAIR_H
#define COMPARE_GATE_PAIR_H

#include "gate_row.h"

/*
 * Fills in a pair of which both labels are set. share: the gate, of GATE_WHOLE. False if out of
 * memory.
 */
bool gate_judge_pair(struct gate_pair *pair, uint32_t share);

#endif
