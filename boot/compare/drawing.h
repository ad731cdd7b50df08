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

/* The width of the plot, and of that many characters in it, in pixels */
double drawing_width(const struct drawing *drawing);
double drawing_text_width(const struct drawing *drawing, size_t characters);

/* Where the next plot command draws, in pixels of a plot of that height */
struct panel {
	double left, right, top, bottom;
	const char *title; /* above it; NULL: none */
};
void drawing_panel(const struct drawing *drawing, double height, const struct panel *panel);

/* The names of rows, as ytics: start, one call per row, end */
void drawing_names_start(const struct drawing *drawing);
void drawing_name(const struct drawing *drawing, double row, const char *name);
void drawing_names_end(const struct drawing *drawing, double rows);

/*
 * Tics of an axis ("x" or "y") from zero to max, of that many pixels: a few round numbers with the
 * unit. gnuplot's own labels would round to "1k, 2k, 2k, 3k".
 */
void drawing_tics(const struct drawing *drawing, const char *axis, double max, const char *unit,
		  double pixels);

/* The same from another value than zero; without a unit, without text */
void drawing_tics_from(const struct drawing *drawing, const char *axis, double from, double to,
		       const char *unit, double pixels);

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
