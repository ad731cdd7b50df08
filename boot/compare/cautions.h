/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What limits the numbers of a label: verdicts, a move of the VM, missing samples. It stands
 * where the numbers are.
 */
#ifndef COMPARE_CAUTIONS_H
#define COMPARE_CAUTIONS_H

#include "comparison.h"

#define CAUTION_SIZE 512
#define CAUTIONS_MAX (RUNS_MAX + 1)

struct cautions {
	char texts[CAUTIONS_MAX][CAUTION_SIZE];
	size_t count;
};

/* The verdict of a run, if it is error, fail or moved: "FILE: verdict fail: why" */
const char *caution_of_run(char to[CAUTION_SIZE], const struct run *run);

/* Those of all numbers of a set; of_rates: and those of its numbers over time */
void cautions_of(const struct set *set, bool of_rates, struct cautions *cautions);

bool set_has_cautions(const struct set *set, bool of_rates);

#endif
