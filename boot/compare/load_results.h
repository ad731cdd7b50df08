/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reads results of the live image, from files and folders.
 */
#ifndef COMPARE_LOAD_RESULTS_H
#define COMPARE_LOAD_RESULTS_H

#include "arguments.h"

/* Prints a line for each bad file, and returns false if there is one. */
bool load_results(struct comparison *comparison, const struct arguments *arguments);
void unload_results(struct set *set);

#endif
