/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The numbers of two labels that the gate judges.
 */
#ifndef COMPARE_GATE_ROWS_H
#define COMPARE_GATE_ROWS_H

#include "gate_row.h"

/*
 * Fills the rows of a pair, without answers: all exits, each phase, each reason, and each reason
 * of each phase that had an exit. False if out of memory.
 */
bool gate_fill_rows(struct gate_pair *pair);

#endif
