/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One plot as a part of a gnuplot script, and the list of plots.
 */
#ifndef COMPARE_DRAWING_H
#define COMPARE_DRAWING_H

#include <stdio.h>

#include "comparison.h"
#include "palette.h"
#include "plot.h"

struct drawing {
	FILE *script;
	const struct comparison *comparison;
	const struct set *set; /* the set of this plot; NULL: all */
	enum stage stage;      /* the stage of this plot; STAGES: all */
	enum plot_shape shape;
	struct plot *plot;
};

/* Starts a plot of that height with the settings that all plots have. */
void drawing_start(const struct drawing *drawing, unsigned int height);

/*
 * Horizontal bars in rows from top to bottom. Between start and end, drawing_bar()
 * adds bars.
 */
void drawing_bars_start(const struct drawing *drawing);
void drawing_bar(const struct drawing *drawing, double row, double height, double from, double to,
		 enum colour colour);
void drawing_bars_end(const struct drawing *drawing);

/* The names of rows, as ytics: start, one call per row, end */
void drawing_names_start(const struct drawing *drawing);
void drawing_name(const struct drawing *drawing, double row, const char *name);
void drawing_names_end(const struct drawing *drawing, double rows);

/*
 * Tics of an axis ("x" or "y") from zero to max: a few round numbers with the unit.
 * gnuplot's own labels would round to "1k, 2k, 2k, 3k".
 */
void drawing_marks(const struct drawing *drawing, const char *axis, double max, const char *unit);

/*
 * Plots the bars with $labels at their ends and $words above them: blocks of lines "ROW LENGTH
 * TEXT" in the script. The axis is longer than the longest bar by the factor room.
 */
void drawing_worded_bars(const struct drawing *drawing, double longest, double room);

/* A colour for gnuplot, and its printf() format */
#define RGB "#%06x"
unsigned int drawing_colour(enum colour colour);

enum colour drawing_set_colour(const struct drawing *drawing, const struct set *set);

/* False if the plot would be empty */
typedef bool draw(const struct drawing *drawing);

/* What the plots of a page are added to */
struct plot_list {
	FILE *script;
	const struct comparison *comparison;
	struct plots *plots;
};

/* Adds a plot in both shapes, if there is anything to be drawn. */
void plot_list_add(const struct plot_list *list, draw *body, const struct set *set,
		   enum stage stage, const struct plot *plot);

#define PLOT(name) void list_##name(const struct plot_list *list);
#include "plot_list.def"
#undef PLOT

/* Writes the script of all plots that are not empty. */
void plot_list(FILE *script, const struct comparison *comparison, struct plots *plots);

#endif
