/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reads the files of a comparison.
 */
#ifndef COMPARE_LOAD_H
#define COMPARE_LOAD_H

#include "comparison.h"

/* On an error, prints one line and returns false. */
bool load(struct comparison *comparison);
void unload(struct comparison *comparison);

#endif
