/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Plots in two shapes.
 */
#ifndef COMPARE_PLOT_H
#define COMPARE_PLOT_H

#include <stddef.h>

#define PLOTS_MAX       40
#define PLOT_TITLE_SIZE 128
#define PLOT_TEXT_SIZE  512

enum plot_legend {
	LEGEND_NONE,
	LEGEND_SETS,
	LEGEND_BUCKETS,
};

enum plot_shape {
	SHAPE_WIDE,
	SHAPE_NARROW, /* for a phone, with the same font size */
	SHAPES,
};

struct plot {
	char id[32], title[PLOT_TITLE_SIZE], text[PLOT_TEXT_SIZE];
	enum plot_legend legend;
	unsigned int sets; /* one bit for each set in the legend */
	char *svg[SHAPES]; /* as gnuplot wrote it */
};

struct plots {
	struct plot rows[PLOTS_MAX];
	size_t count;
};

#endif
