// SPDX-License-Identifier: GPL-2.0-only
/*
 * Differences by reason.
 */
#include <stdlib.h>
#include <string.h>

#include "waterfall.h"

static uint64_t value(const struct set *set, const char *reason, enum stage stage)
{
	return facts_value(&set->facts, of_reason(reason, stage));
}

uint64_t waterfall_exits(const struct set *set, const char *reason, enum waterfall_scope scope)
{
	if (scope == WATERFALL_ALL)
		return value(set, reason, STAGE_TOTAL);
	if (scope == WATERFALL_FROM_START)
		return value(set, reason, STAGE_BEFORE) + value(set, reason, STAGE_OS);
	return value(set, reason, STAGE_OS);
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

		if (!fact_is_some(fact, of_reason(NULL, STAGE_TOTAL)))
			continue;
		/* The pass over the first set already added this reason. */
		if (set == waterfall->to &&
		    facts_find(&waterfall->from->facts, of_reason(fact->name, STAGE_TOTAL)))
			continue;
		step.from = waterfall_exits(waterfall->from, step.reason, waterfall->scope);
		step.to = waterfall_exits(waterfall->to, step.reason, waterfall->scope);
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
	add_steps(waterfall, from);
	add_steps(waterfall, to);
	qsort(waterfall->steps, waterfall->count, sizeof(waterfall->steps[0]), by_size);
	return true;
}
