// SPDX-License-Identifier: GPL-2.0-only
/*
 * A reason is as important as its largest share.
 */
#include <string.h>

#include "ranking.h"
#include "slots.h"

static double share(const struct set *set, struct fact_key part, enum stage stage,
		    unsigned int counter)
{
	const double whole = (double)facts_value(&set->facts, of_stage(stage, counter));

	return whole > 0 ? (double)facts_value(&set->facts, part) / whole : 0;
}

static double largest_share(const struct comparison *comparison, const char *reason)
{
	static const enum stage stages[] = { STAGE_OS, STAGE_TOTAL };
	double most = 0;

	for (size_t i = 0; i < comparison->count; i++)
		for (size_t j = 0; j < sizeof(stages) / sizeof(stages[0]); j++) {
			const struct set *set = &comparison->sets[i];
			const double exits = share(set, of_reason(reason, stages[j]), stages[j],
						   COUNTER_EXITS),
				     cycles = share(set, of_reason_kernel(reason, stages[j]),
						    stages[j], COUNTER_KERNEL);

			if (exits > most)
				most = exits;
			if (cycles > most)
				most = cycles;
		}
	return most;
}

struct slots slots_of(const struct comparison *comparison)
{
	const struct ranking ranking = ranking_of_all(comparison, STAGE_TOTAL);
	double shares[SLOTS] = { 0 };
	struct slots slots = { 0 };

	for (size_t i = 0; i < ranking.count; i++) {
		const double own = largest_share(comparison, ranking.rows[i].reason);
		size_t at = SLOT_OTHER;

		for (; at > 0 && own > shares[at - 1]; at--) {
			shares[at] = shares[at - 1];
			slots.names[at] = slots.names[at - 1];
		}
		shares[at] = own;
		slots.names[at] = ranking.rows[i].reason;
	}
	if (ranking.count > SLOT_OTHER)
		slots.names[SLOT_OTHER] = "other reasons";
	return slots;
}

size_t slot_of(const struct slots *slots, const char *reason)
{
	for (size_t i = 0; i < SLOT_OTHER && slots->names[i]; i++)
		if (strcmp(slots->names[i], reason) == 0)
			return i;
	return SLOT_OTHER;
}
