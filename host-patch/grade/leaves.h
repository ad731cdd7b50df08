/* SPDX-License-Identifier: GPL-2.0-only */
/* The leaves of a course's layout, by what they answer. */
#ifndef GRADE_LEAVES_H
#define GRADE_LEAVES_H

#include <stdbool.h>
#include <stdint.h>

#include "vm.h"

enum ask { ASK_EXITS, ASK_CYCLES, ASK_REASON_EXITS, ASK_REASON_CYCLES, ASKS };

#define NEIGHBOUR 0x4FFFFE00u /* a leaf that no layout has */

/* Selects the layout of that year, or returns false. */
bool leaves_choose(int year);

/* 0 if the layout has no such leaf; one leaf may answer two questions. */
uint32_t leaf_of(enum ask ask);

/* Whether the answer has cycles, in EBX and ECX; whether it has exits, in EAX. */
bool ask_has_cycles(enum ask ask);
bool ask_has_exits(enum ask ask);

/* Add the read to the list. */
int ask_add(struct vm *vm, enum ask ask, uint32_t reason);

/* EBX is the high half; some put it in ECX. */
uint64_t answer_cycles(const struct op *op, bool swapped);
bool answer_is(const struct op *op, uint32_t eax, uint32_t ebx, uint32_t ecx, uint32_t edx);

#endif
