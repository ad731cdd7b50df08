/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Pieces of the page.
 */
#ifndef COMPARE_HTML_H
#define COMPARE_HTML_H

#include <stdio.h>

#include "answers.h"
#include "grid.h"
#include "plot.h"

/* Escapes text of any bytes; a byte that is not printable ASCII becomes '?'. */
void html_text(FILE *to, const char *text);

/* A table, folded if it is long. On a narrow screen each row is a block. */
void html_grid(FILE *to, const struct comparison *comparison, const struct grid *grid);

/* A cell of words: name is its column's, which stands in the cell on a narrow screen */
void html_cell(FILE *to, const char *name, const char *text);

/* The sentences of an answer, as a list */
void html_sentences(FILE *to, const struct answer *answer);

/* What limits the numbers of a label, see cautions.h */
void html_cautions(FILE *to, const struct set *set, bool of_rates);

/* A number with the key of its fact as an attribute */
void html_fact(FILE *to, const struct set *set, const struct fact *fact);

/* A drawing of gnuplot with the page's colours, a title, and unique ids */
void html_svg(FILE *to, const struct plot *plot, enum plot_shape shape);

/* The shapes of points that these refer to, once in the page, and that of a set */
void html_svg_points(FILE *to);
void html_svg_point(FILE *to, size_t set);

#endif
