/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The inputs of the command line: records with samples, or results of the live image.
 */
#ifndef COMPARE_INPUTS_H
#define COMPARE_INPUTS_H

#include "comparison.h"

/*
 * Sets is_of_results if one of them has results; else fills in labels and files of records.
 * Prints one line and returns false if they are invalid.
 */
bool inputs_read(char **inputs, size_t count, struct comparison *comparison, bool *is_of_results);

/* The set of that label; NULL if there is none */
struct set *inputs_set(struct comparison *comparison, const char *label);

/* Cuts [LABEL=]FILE of results; label is "" if there is none. The same if it is invalid. */
bool inputs_read_results(char *argument, const char **label, const char **file);

#endif
