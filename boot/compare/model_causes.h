/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The facts about the causes of exits.
 */
#ifndef COMPARE_MODEL_CAUSES_H
#define COMPARE_MODEL_CAUSES_H

#include "comparison.h"

/* Of one run. base: facts whose stage "before" applies to this run, too; or NULL */
void model_causes(struct set *set, size_t index, const struct facts *base);

/* What the causes of CAUSES_SHOWN leave. The facts are settled, and have to be again. */
void model_causes_rest(struct set *set);

#endif
