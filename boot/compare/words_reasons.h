/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which reasons are frequent, which rare, and which the minimal OS did without.
 */
#ifndef COMPARE_WORDS_REASONS_H
#define COMPARE_WORDS_REASONS_H

#include "answers.h"
#include "comparison.h"

void words_reasons(const struct comparison *comparison, struct words *words);

#endif
