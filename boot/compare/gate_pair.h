/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The gate for one label and the baseline.
 */
#ifndef COMPARE_GATE_PAIR_H
#define COMPARE_GATE_PAIR_H

#include "gate.h"

/* Fills in a pair of which both labels are set. False if out of memory. */
bool gate_judge_pair(const struct gate *gate, struct gate_pair *pair);

#endif
