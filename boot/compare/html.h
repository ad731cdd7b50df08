/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Pieces of the page.
 */
#ifndef COMPARE_HTML_H
#define COMPARE_HTML_H

#include <stdio.h>

#include "grid.h"
#include "plot.h"

/* Text of any bytes, escaped; what is not printable ASCII becomes '?'. */
void html_text(FILE *to, const char *text);

/* A table in a frame that scrolls where it is wider than the screen */
void html_grid(FILE *to, const struct grid *grid);

/* A number that carries its fact, so that it can be traced back */
void html_fact(FILE *to, const struct set *set, const struct fact *fact);

/* gnuplot's drawing inside a page: the page's colours, a title, no id twice */
void html_svg(FILE *to, const struct plot *plot, enum plot_shape shape);

#endif
