/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Frequent and rare reasons, and those that the minimal OS did not need.
 */
#ifndef COMPARE_WORDS_REASONS_H
#define COMPARE_WORDS_REASONS_H

#include "answers.h"
#include "comparison.h"

void words_reasons(const struct comparison *comparison, struct words *words);

#endif
