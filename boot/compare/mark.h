/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The marks of a plot: bars, dots, areas. Each has a title in words, which a browser shows,
 * and the number in the CSV that it draws.
 */
#ifndef COMPARE_MARK_H
#define COMPARE_MARK_H

#include "drawing.h"

/* "LABEL, WHAT: 8,825 exits"; for several runs the median (min-max) */
struct mark mark_of(const struct set *set, const struct fact *fact, const char *what,
		    const char *unit);

/* Appends to the title. */
void mark_say(struct mark *mark, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A horizontal bar in a row; rows go from top to bottom. */
struct bar {
	double row, height, from, to;
	enum colour colour;
};
void mark_bar(const struct drawing *drawing, const struct mark *mark, const struct bar *bar);

/* A line from min to max across a bar or a dot, if the runs differ */
void mark_spread(const struct drawing *drawing, const struct mark *mark, const struct bar *bar);

/* gnuplot's number of the shape of a set's points, and their size */
struct point_shape {
	unsigned int number;
	double size;
};
extern const struct point_shape point_shapes[SETS_MAX];

/* A point with the shape and the colour of its set */
void mark_dot(const struct drawing *drawing, const struct mark *mark, double x, double y);

/* The same with another shape and colour */
void mark_point(const struct drawing *drawing, const struct mark *mark,
		const struct point_shape *shape, enum colour colour, double x, double y);

/* A filled shape: the caller writes lines "X Y" to the script between the two. */
void mark_area_start(const struct drawing *drawing, const struct mark *mark, enum colour colour);
void mark_area_end(const struct drawing *drawing);

/* A mark with a data block of the caller: the element of a plot command */
void mark_of_data(const struct drawing *drawing, const struct mark *mark, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The same for something that is no mark */
void mark_none(const struct drawing *drawing, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The plot command with all marks since the last one */
void marks_plot(const struct drawing *drawing);

void plot_free(struct plot *plot);

#endif
