/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The facts of one run.
 */
#ifndef COMPARE_MODEL_RUN_H
#define COMPARE_MODEL_RUN_H

#include "comparison.h"

/* base: facts whose stage "before" applies to this run, too; or NULL */
void model_run(struct set *set, size_t index, const struct facts *base);

#endif
