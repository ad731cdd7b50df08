/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The few reasons that have a colour of their own, the same for all labels; all other reasons
 * are one slot.
 */
#ifndef COMPARE_SLOTS_H
#define COMPARE_SLOTS_H

#include "comparison.h"

#define SLOTS      8
#define SLOT_OTHER (SLOTS - 1)

struct slots {
	const char *names[SLOTS]; /* NULL: unused */
};

/* Those with the largest share of a label's exits, or of its cycles in KVM */
struct slots slots_of(const struct comparison *comparison);

size_t slot_of(const struct slots *slots, const char *reason);

#endif
