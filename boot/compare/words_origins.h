/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The answer to what is the guest's and what the machine's.
 */
#ifndef COMPARE_WORDS_ORIGINS_H
#define COMPARE_WORDS_ORIGINS_H

#include "answers.h"
#include "comparison.h"

void words_origins(const struct comparison *comparison, struct words *words);

#endif
