/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Turns the numbers into answers in words.
 */
#ifndef COMPARE_WORDS_H
#define COMPARE_WORDS_H

#include "answers.h"
#include "comparison.h"

void words_of(const struct comparison *comparison, struct words *words);

#endif
