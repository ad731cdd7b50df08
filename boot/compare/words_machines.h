/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Answers about machines.
 */
#ifndef COMPARE_WORDS_MACHINES_H
#define COMPARE_WORDS_MACHINES_H

#include "answers.h"
#include "comparison.h"

void words_machines(const struct comparison *comparison, struct words *words);

#endif
