/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Plots in two shapes, and what is drawn in them.
 */
#ifndef COMPARE_PLOT_H
#define COMPARE_PLOT_H

#include <stddef.h>

#include "comparison.h"
#include "slots.h"

#define PLOTS_MAX       (4 * SETS_MAX + 8) /* four of each label, and the others */
#define PLOT_TITLE_SIZE 192
#define PLOT_TEXT_SIZE  512
#define MARK_TITLE_SIZE 256
#define MARK_STYLE_SIZE 128

enum plot_legend {
	LEGEND_NONE,
	LEGEND_SETS,
	LEGEND_POINTS, /* sets, with the shapes of their dots */
	LEGEND_HOSTS,  /* stock and patched KVM */
	LEGEND_BUCKETS,
	LEGEND_REASONS, /* the slots of the plot */
	LEGEND_HEAT,    /* powers of ten */
};

enum plot_shape {
	SHAPE_WIDE,
	SHAPE_NARROW, /* for a phone, with the same font size */
	SHAPES,
};

/* How gnuplot begins each element of a plot command, which is one mark */
#define MARK_GROUP "<g id=\"gnuplot_plot_"

/* See mark.h. */
struct mark {
	char title[MARK_TITLE_SIZE]; /* empty: it is no mark, but text or a line */
	char style[MARK_STYLE_SIZE]; /* gnuplot's, with its data */
	const struct set *set;
	const struct fact *fact; /* the number that it shows; NULL: not one of the CSV */
};

struct marks {
	struct mark *rows;
	size_t count, size;
	size_t plotted;     /* those of earlier plot commands */
	bool is_incomplete; /* out of memory */
};

struct plot {
	char id[32], title[PLOT_TITLE_SIZE], text[PLOT_TEXT_SIZE];
	enum plot_legend legend;
	unsigned int sets; /* one bit for each set in the legend */
	struct slots slots;
	char *svg[SHAPES]; /* as gnuplot wrote it */
	struct marks marks[SHAPES];
};

struct plots {
	struct plot rows[PLOTS_MAX];
	size_t count;
};

#endif
