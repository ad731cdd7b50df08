/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Whether exits come at a stable rate.
 */
#ifndef COMPARE_WORDS_RATES_H
#define COMPARE_WORDS_RATES_H

#include "answers.h"
#include "comparison.h"

void words_rates(const struct comparison *comparison, struct words *words);

#endif
