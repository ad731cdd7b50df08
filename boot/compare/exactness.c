// SPDX-License-Identifier: GPL-2.0-only
/*
 * No two boots of a machine with a free clock have the same TSC at each checkpoint.
 */
#include <string.h>

#include "exactness.h"

static bool are_same(const struct record *a, const struct record *b)
{
	if (!a || !b || a->begin.checkpoints != b->begin.checkpoints)
		return false;
	for (uint64_t i = 0; i < a->begin.checkpoints; i++)
		if (a->checkpoints[i].tsc != b->checkpoints[i].tsc ||
		    memcmp(&a->checkpoints[i].counters, &b->checkpoints[i].counters,
			   sizeof(a->checkpoints[i].counters)) != 0)
			return false;
	return true;
}

bool set_is_exact(const struct set *set)
{
	for (size_t i = 1; i < set->run_count; i++)
		if (!are_same(set->runs[0].record, set->runs[i].record))
			return false;
	return set_record(set) && (set->run_count > 1 || set->runs[0].has_exact_pace);
}

bool set_has_copies(const struct set *set)
{
	for (size_t i = 1; i < set->run_count; i++)
		for (size_t j = 0; j < i; j++)
			if (are_same(set->runs[i].record, set->runs[j].record))
				return true;
	return false;
}
