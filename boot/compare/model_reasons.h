/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The facts of one run about exit reasons.
 */
#ifndef COMPARE_MODEL_REASONS_H
#define COMPARE_MODEL_REASONS_H

#include "comparison.h"

/* base: facts whose stage "before" applies to this run, too; or NULL */
void model_reasons(struct set *set, size_t index, const struct facts *base);

/*
 * How much of each reason before the first checkpoint base has, too, as a sum. The
 * record needs reasons.
 */
struct record_count model_reasons_before(const struct record *record, const struct facts *base);

#endif
