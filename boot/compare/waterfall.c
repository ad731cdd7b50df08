// SPDX-License-Identifier: GPL-2.0-only
/*
 * Differences by reason.
 */
#include <stdlib.h>
#include <string.h>

#include "kinds.h"
#include "waterfall.h"

static uint64_t exits_of(const struct waterfall *waterfall, const struct set *set,
			 const char *reason)
{
	static const bool has_stage[][STAGES] = {
		[WATERFALL_OS] = { [STAGE_OS] = true },
		[WATERFALL_FROM_START] = { [STAGE_BEFORE] = true, [STAGE_OS] = true },
		[WATERFALL_ALL] = { [STAGE_TOTAL] = true },
	};
	uint64_t sum = 0;

	for (unsigned int i = 0; i < STAGES; i++)
		if (has_stage[waterfall->scope][i])
			sum += facts_value(&set->facts,
					   side_key(waterfall->has_kinds, reason, (enum stage)i));
	return sum;
}

const char *waterfall_scope_title(enum waterfall_scope scope)
{
	static const char *const titles[] = {
		[WATERFALL_OS] = "without firmware, boot loader and measurement",
		[WATERFALL_FROM_START] = "with firmware and boot loader, without measurement",
		[WATERFALL_ALL] = "with firmware, boot loader and measurement",
	};

	return titles[scope];
}

int64_t step_change(const struct step *step)
{
	return (int64_t)(step->to - step->from);
}

static uint64_t size_of(const struct step *step)
{
	return step->to > step->from ? step->to - step->from : step->from - step->to;
}

static int by_size(const void *a, const void *b)
{
	const struct step *x = a, *y = b;

	if (size_of(x) != size_of(y))
		return size_of(x) < size_of(y) ? 1 : -1;
	return strcmp(x->reason, y->reason);
}

static void add_steps(struct waterfall *waterfall, const struct set *set)
{
	for (size_t i = 0; i < set->facts.count; i++) {
		const struct fact *fact = &set->facts.rows[i];
		struct step step = { .reason = fact->name };

		if (!fact_is_some(fact, side_key(waterfall->has_kinds, NULL, STAGE_TOTAL)))
			continue;
		/* The pass over the first set already added this reason. */
		if (set == waterfall->to &&
		    facts_find(&waterfall->from->facts,
			       side_key(waterfall->has_kinds, fact->name, STAGE_TOTAL)))
			continue;
		step.from = exits_of(waterfall, waterfall->from, step.reason);
		step.to = exits_of(waterfall, waterfall->to, step.reason);
		waterfall->start += step.from;
		waterfall->end += step.to;
		if (step.from != step.to && waterfall->count < STEPS_MAX)
			waterfall->steps[waterfall->count++] = step;
	}
}

static const struct set *next_with_reasons(const struct comparison *comparison,
					   const struct set *after)
{
	size_t first = after ? (size_t)(after - comparison->sets) + 1 : 0;

	for (size_t i = first; i < comparison->count; i++)
		if (set_has_reasons(&comparison->sets[i]))
			return &comparison->sets[i];
	return NULL;
}

static enum waterfall_scope scope_of(const struct set *a, const struct set *b)
{
	if (!set_record(a) || !set_record(b))
		return WATERFALL_ALL;
	return a->has_separate_kernel && b->has_separate_kernel ? WATERFALL_OS
								: WATERFALL_FROM_START;
}

bool waterfall_of(const struct comparison *comparison, struct waterfall *waterfall)
{
	const struct set *from = comparison_minimal(comparison);
	const struct set *to = comparison_full(comparison);

	memset(waterfall, 0, sizeof(*waterfall));
	if (!from || !to || !set_has_reasons(from) || !set_has_reasons(to)) {
		from = next_with_reasons(comparison, NULL);
		to = from ? next_with_reasons(comparison, from) : NULL;
	}
	if (!from || !to)
		return false;
	waterfall->from = from;
	waterfall->to = to;
	waterfall->scope = scope_of(from, to);
	waterfall->has_kinds = comparison_has_kinds(comparison);
	add_steps(waterfall, from);
	add_steps(waterfall, to);
	qsort(waterfall->steps, waterfall->count, sizeof(waterfall->steps[0]), by_size);
	return true;
}
