/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What caused the exits.
 */
#ifndef COMPARE_WORDS_CAUSES_H
#define COMPARE_WORDS_CAUSES_H

#include "answers.h"
#include "comparison.h"

void words_causes(const struct comparison *comparison, struct words *words);

#endif
