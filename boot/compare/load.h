/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reads the files of a comparison.
 */
#ifndef COMPARE_LOAD_H
#define COMPARE_LOAD_H

#include "arguments.h"

/* On an error, prints one line and returns false. */
bool load(struct comparison *comparison, const struct arguments *arguments);
void unload(struct comparison *comparison);

#endif
