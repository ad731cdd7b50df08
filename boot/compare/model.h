/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * From records and samples to facts. No file, no text for people.
 */
#ifndef COMPARE_MODEL_H
#define COMPARE_MODEL_H

#include "comparison.h"

/* What keeps these from being compared: the run at fault, and why; or NULL */
const char *model_objection(const struct comparison *comparison, const struct run **at);

/* Fills the facts of all sets; false if memory did not suffice. */
bool model_fill(struct comparison *comparison);

#endif
