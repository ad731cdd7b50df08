/* SPDX-License-Identifier: GPL-2.0-only */
/* The answers that do not depend on what was counted. */
#ifndef CONFORMANCE_ANSWERS_H
#define CONFORMANCE_ANSWERS_H

#include "cases.h"
#include "vm.h"

bool answer_is(const struct op *op, uint32_t eax, uint32_t ebx, uint32_t ecx, uint32_t edx);
bool answer_is_undefined(const struct op *op);

/* Whether this item of the table latches; it may name a phase. */
bool answer_is_latch(uint32_t item);

/* Whether a latched table of that many reasons has the item. */
bool answer_in_table(uint32_t item, uint32_t used);

/* A leaf from 0x4FFFFF00 on; the latch has @used reasons, the guest's TSC @khz. */
bool answer_holds(const struct setting *setting, const struct op *op, uint32_t used, uint32_t khz);

#endif
