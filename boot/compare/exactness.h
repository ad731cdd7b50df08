/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Whether the runs of a label are exact: all runs of its machine are the same.
 */
#ifndef COMPARE_EXACTNESS_H
#define COMPARE_EXACTNESS_H

#include "comparison.h"

/*
 * True if all its records have the same counters, cycles and TSC at each checkpoint, and there
 * are two or more, or the lab says beside the record that it ran at the exact pace.
 */
bool set_is_exact(const struct set *set);

/* Whether two runs of the set are the same record: a copy is not another run. */
bool set_has_copies(const struct set *set);

#endif
