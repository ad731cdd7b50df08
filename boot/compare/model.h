/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * From records and samples to facts. Reads no files and prints nothing.
 */
#ifndef COMPARE_MODEL_H
#define COMPARE_MODEL_H

#include "comparison.h"

/* Why the runs cannot be compared, and which run is the cause; NULL if they can */
const char *model_objection(const struct comparison *comparison, const struct run **at);

/* Fills the facts of all sets; false if out of memory. */
bool model_fill(struct comparison *comparison);

#endif
