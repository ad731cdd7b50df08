/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The facts of one run.
 */
#ifndef COMPARE_MODEL_RUN_H
#define COMPARE_MODEL_RUN_H

#include "model.h"

/* base: facts whose stage "before" may stand for this run's; or NULL */
void model_run(struct set *set, size_t index, const struct facts *base);

/* The same for the reasons of its record or samples */
void model_reasons(struct set *set, size_t index, const struct facts *base);

/*
 * How much of what lies before the first checkpoint base has too, reason by
 * reason; only for a record with reasons.
 */
struct record_count model_reasons_before(const struct record *record, const struct facts *base);

/* The name of the phase from boot loader to first checkpoint */
void model_first_phase(const struct record *record, char name[FACT_NAME_SIZE]);

#endif
