/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The rows of a pair that tables show.
 */
#ifndef COMPARE_GATE_LIST_H
#define COMPARE_GATE_LIST_H

#include "gate_row.h"

/*
 * Lists all exits, what changed for certain and what is missing, the largest change first, and
 * behind them the host's interrupts. False if out of memory.
 */
bool gate_list(struct gate_pair *pair);

/* The row that the first line names; NULL if nothing changed */
const struct gate_row *gate_largest(const struct gate_pair *pair);

#endif
