/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Causes of kind rip by function of the guest.
 */
#ifndef COMPARE_FUNCTIONS_H
#define COMPARE_FUNCTIONS_H

#include "record/record.h"
#include "symbols.h"

/* How many causes of a record are in a function */
size_t functions_count(const struct record *record, const struct symbols *symbols);

/*
 * Gives each cause that is in a function the address where it begins, and adds causes up
 * that are then the same. The record is no longer one that could be written.
 */
void functions_join(struct record *record, const struct symbols *symbols);

#endif
