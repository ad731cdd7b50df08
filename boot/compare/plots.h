/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Draws the plots of a comparison, by gnuplot.
 */
#ifndef COMPARE_PLOTS_H
#define COMPARE_PLOTS_H

#include "comparison.h"
#include "plot.h"

/*
 * Draws in a folder of its own below folder, which is gone afterwards. Says
 * what is wrong in one line and returns false if something is.
 */
bool plots_draw(const struct comparison *comparison, const char *folder, unsigned int limit,
		struct plots *plots);

void plots_free(struct plots *plots);

#endif
