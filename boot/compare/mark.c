// SPDX-License-Identifier: GPL-2.0-only
/*
 * Each mark is one element of a plot command, and so one group in gnuplot's output, in the
 * same order. The page gives these groups their titles.
 */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "format.h"
#include "mark.h"

struct mark mark_of(const struct set *set, const struct fact *fact, const char *what,
		    const char *unit)
{
	struct mark mark = { .set = set, .fact = fact };
	char text[2 * NUMBER_SIZE] = "0";

	if (fact)
		format_stats(text, &fact->stats);
	snprintf(mark.title, sizeof(mark.title), "%s, %s: %s %s", set->label, what, text, unit);
	return mark;
}

void mark_say(struct mark *mark, const char *format, ...)
{
	size_t used = strlen(mark->title);
	va_list values;

	va_start(values, format);
	vsnprintf(mark->title + used, sizeof(mark->title) - used, format, values);
	va_end(values);
}

/* Disc, square, triangle and diamond; then with a hole, and upside down */
const struct point_shape point_shapes[SETS_MAX] = {
	{ 7, 0.85 }, { 5, 0.75 }, { 9, 0.9 },  { 13, 0.75 },
	{ 6, 0.8 },  { 4, 0.7 },  { 11, 0.9 }, { 12, 0.7 },
};

static struct marks *marks_of(const struct drawing *drawing)
{
	return &drawing->plot->marks[drawing->shape];
}

static struct mark *append(const struct drawing *drawing)
{
	struct marks *marks = marks_of(drawing);

	if (marks->count == marks->size) {
		size_t size = marks->size ? 2 * marks->size : 64;
		struct mark *rows = realloc(marks->rows, size * sizeof(*rows));

		if (!rows) {
			marks->is_incomplete = true;
			return NULL;
		}
		marks->rows = rows;
		marks->size = size;
	}
	return memset(&marks->rows[marks->count++], 0, sizeof(struct mark));
}

/* mark: NULL: it is no mark */
static void add(const struct drawing *drawing, const struct mark *mark, const char *format,
		va_list values)
{
	struct mark *row = append(drawing);

	if (!row)
		return;
	if (mark)
		*row = *mark;
	vsnprintf(row->style, sizeof(row->style), format, values);
}

void mark_of_data(const struct drawing *drawing, const struct mark *mark, const char *format, ...)
{
	va_list values;

	va_start(values, format);
	add(drawing, mark, format, values);
	va_end(values);
}

void mark_none(const struct drawing *drawing, const char *format, ...)
{
	va_list values;

	va_start(values, format);
	add(drawing, NULL, format, values);
	va_end(values);
}

/* Starts the data block of the mark that is added next; returns its number. */
static size_t start_data(const struct drawing *drawing)
{
	const size_t number = marks_of(drawing)->count;

	fprintf(drawing->script, "$mark%zu <<END\n", number);
	return number;
}

void mark_bar(const struct drawing *drawing, const struct mark *mark, const struct bar *bar)
{
	mark_of_data(drawing, mark, "$mark%zu using 3:1:3:4:1:2 with boxxyerror lc rgb \"" RGB "\"",
		     start_data(drawing), drawing_colour(bar->colour));
	fprintf(drawing->script, "%.17g %.17g %.17g %.17g\nEND\n", bar->row - bar->height / 2,
		bar->row + bar->height / 2, bar->from, bar->to);
}

void mark_spread(const struct drawing *drawing, const struct mark *mark, const struct bar *bar)
{
	const double top = bar->row - bar->height / 2, bottom = bar->row + bar->height / 2;

	if (bar->from >= bar->to)
		return;
	mark_of_data(drawing, mark, "$mark%zu using 1:2 with lines lw 1.3 lc rgb \"" RGB "\"",
		     start_data(drawing), drawing_colour(bar->colour));
	fprintf(drawing->script, "%.17g %g\n%.17g %g\n\n", bar->from, top, bar->from, bottom);
	fprintf(drawing->script, "%.17g %g\n%.17g %g\n\n", bar->from, bar->row, bar->to, bar->row);
	fprintf(drawing->script, "%.17g %g\n%.17g %g\nEND\n", bar->to, top, bar->to, bottom);
}

void mark_dot(const struct drawing *drawing, const struct mark *mark, double x, double y)
{
	const size_t set = (size_t)(mark->set - drawing->comparison->sets);

	mark_point(drawing, mark, &point_shapes[set], drawing_set_colour(drawing, mark->set), x, y);
}

void mark_point(const struct drawing *drawing, const struct mark *mark,
		const struct point_shape *shape, enum colour colour, double x, double y)
{
	mark_of_data(drawing, mark, "$mark%zu using 1:2 with points pt %u ps %g lc rgb \"" RGB "\"",
		     start_data(drawing), shape->number, shape->size, drawing_colour(colour));
	fprintf(drawing->script, "%.17g %.17g\nEND\n", x, y);
}

void mark_area_start(const struct drawing *drawing, const struct mark *mark, enum colour colour)
{
	mark_of_data(drawing, mark,
		     "$mark%zu using 1:2 with filledcurves closed lc rgb \"" RGB "\"",
		     start_data(drawing), drawing_colour(colour));
}

void mark_area_end(const struct drawing *drawing)
{
	fprintf(drawing->script, "END\n");
}

void marks_plot(const struct drawing *drawing)
{
	struct marks *marks = marks_of(drawing);
	FILE *to = drawing->script;

	for (size_t i = marks->plotted; i < marks->count; i++) {
		fputs(i > marks->plotted ? ", \\\n  " : "plot ", to);
		fputs(marks->rows[i].style, to);
	}
	fputs("\n", to);
	marks->plotted = marks->count;
}

void plot_free(struct plot *plot)
{
	for (size_t i = 0; i < SHAPES; i++) {
		free(plot->svg[i]);
		free(plot->marks[i].rows);
	}
	memset(plot, 0, sizeof(*plot));
}
