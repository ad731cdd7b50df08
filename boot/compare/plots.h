/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Draws the plots of a comparison with gnuplot.
 */
#ifndef COMPARE_PLOTS_H
#define COMPARE_PLOTS_H

#include "comparison.h"
#include "plot.h"

/*
 * Draws in a temporary folder inside folder. On an error, prints one line and
 * returns false.
 */
bool plots_draw(const struct comparison *comparison, const char *folder, unsigned int limit,
		struct plots *plots);

void plots_free(struct plots *plots);

#endif
