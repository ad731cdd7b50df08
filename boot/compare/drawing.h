/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One plot as a part of a gnuplot script, and the plots there are.
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
	const struct set *set; /* what it is about, if it is about one */
	enum stage stage;      /* or about one stage; STAGES if not */
	enum plot_shape shape;
	struct plot *plot;
};

/* Starts a plot of that height: nothing but what each of them has. */
void drawing_start(const struct drawing *drawing, unsigned int height);

/*
 * Horizontal bars: rows from the top down, each with a name. Between begin and
 * end, drawing_bar() adds what stands in them.
 */
void drawing_bars_start(const struct drawing *drawing);
void drawing_bar(const struct drawing *drawing, double row, double height, double from, double to,
		 enum colour colour);
void drawing_bars_end(const struct drawing *drawing);

/* The names of rows, as the script's ytics; begin, each, end */
void drawing_names_start(const struct drawing *drawing);
void drawing_name(const struct drawing *drawing, double row, const char *name);
void drawing_names_end(const struct drawing *drawing, double rows);

/*
 * Marks of an axis ("x" or "y") from zero to most: few of them, round numbers,
 * each followed by unit. gnuplot's own would be cut to "1k, 2k, 2k, 3k".
 */
void drawing_marks(const struct drawing *drawing, const char *axis, double most, const char *unit);

/* A colour as gnuplot wants it: one of these in the format of a script */
#define RGB "#%06x"
unsigned int drawing_colour(enum colour colour);

enum colour drawing_set_colour(const struct drawing *drawing, const struct set *set);

/* False if there is nothing to be drawn */
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

/* Writes the script of all plots that there is anything to draw for. */
void plot_list(FILE *script, const struct comparison *comparison, struct plots *plots);

#endif
