/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What would remove most exits; what that promised, and what is gone.
 */
#ifndef COMPARE_WORDS_ADVICE_H
#define COMPARE_WORDS_ADVICE_H

#include "answers.h"
#include "comparison.h"

#define ADVICE_QUESTION "What would remove most exits?"

void words_advice(const struct comparison *comparison, struct words *words);
void words_promises(const struct comparison *comparison, struct words *words);

#endif
