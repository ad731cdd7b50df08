// SPDX-License-Identifier: GPL-2.0-only
/*
 * The change from one total to the other, largest first.
 */
#include <stdlib.h>

#include "drawing.h"
#include "format.h"
#include "waterfall.h"

#define SHOWN     12
#define VISIBLE   500
#define ROW_SPACE 24

struct course {
	const struct drawing *drawing;
	FILE *labels;
	double at, max;
	size_t rows;
};

static void put(struct course *course, double from, double to, enum colour colour,
		const char *label)
{
	double right = from > to ? from : to;

	drawing_bar(course->drawing, (double)course->rows, 0.7, from, to, colour);
	fprintf(course->labels, "%zu %.17g \"%s\"\n", course->rows, right, label);
	course->at = to;
	course->rows++;
	if (right > course->max)
		course->max = right;
}

static void put_change(struct course *course, int64_t change)
{
	char text[NUMBER_SIZE];

	put(course, course->at, course->at + (double)change,
	    change > 0 ? COLOUR_MORE : COLOUR_FEWER, format_change(text, change));
}

static void put_names(const struct drawing *drawing, const struct waterfall *waterfall,
		      size_t shown)
{
	double row = 0;

	drawing_names_start(drawing);
	drawing_name(drawing, row++, waterfall->from->label);
	for (size_t i = 0; i < shown; i++)
		drawing_name(drawing, row++, waterfall->steps[i].reason);
	if (shown < waterfall->count)
		drawing_name(drawing, row++, "other reasons");
	drawing_name(drawing, row++, waterfall->to->label);
	drawing_names_end(drawing, row);
}

static void put_courses(struct course *course, const struct waterfall *waterfall, size_t shown)
{
	char text[NUMBER_SIZE];
	int64_t other = 0;

	put(course, 0, (double)waterfall->start,
	    drawing_set_colour(course->drawing, waterfall->from),
	    format_number(text, waterfall->start));
	for (size_t i = 0; i < shown; i++)
		put_change(course, step_change(&waterfall->steps[i]));
	for (size_t i = shown; i < waterfall->count; i++)
		other += step_change(&waterfall->steps[i]);
	if (shown < waterfall->count)
		put_change(course, other);
	put(course, 0, (double)waterfall->end, drawing_set_colour(course->drawing, waterfall->to),
	    format_number(text, waterfall->end));
}

/* Changes that are too small to see become "other reasons". */
static size_t steps_shown(const struct waterfall *waterfall)
{
	int64_t largest = waterfall->count ? llabs(step_change(&waterfall->steps[0])) : 0;
	size_t shown = 0;

	while (shown < waterfall->count && shown < SHOWN &&
	       llabs(step_change(&waterfall->steps[shown])) > largest / VISIBLE)
		shown++;
	/* A single remaining reason keeps its name. */
	return shown + 1 == waterfall->count ? waterfall->count : shown;
}

static bool draw_waterfall(const struct drawing *drawing)
{
	struct course course = { .drawing = drawing, .max = 1 };
	struct waterfall waterfall;
	size_t shown, size;
	char *labels = NULL;

	if (!waterfall_of(drawing->comparison, &waterfall))
		return false;
	course.labels = open_memstream(&labels, &size);
	if (!course.labels)
		return false;
	shown = steps_shown(&waterfall);
	drawing_start(drawing, 50 + ROW_SPACE * (unsigned int)(shown + 3));
	put_names(drawing, &waterfall, shown);
	drawing_bars_start(drawing);
	put_courses(&course, &waterfall, shown);
	drawing_bars_end(drawing);
	fclose(course.labels);
	fprintf(drawing->script, "$labels <<END\n%sEND\nset xrange [0:%g]\n", labels ? labels : "",
		course.max * (drawing->shape == SHAPE_WIDE ? 1.12 : 1.36));
	drawing_marks(drawing, "x", course.max, "");
	fprintf(drawing->script,
		"plot $bars using 3:1:3:4:1:2:5 with boxxyerror lc rgb variable, \\\n"
		"  $labels using 2:1:3 with labels left offset 0.5,0 tc rgb \"" RGB "\"\n",
		drawing_colour(COLOUR_INK));
	free(labels);
	return true;
}

void list_waterfall(const struct plot_list *list)
{
	struct plot plot = { .id = "waterfall" };
	struct waterfall waterfall;

	if (!waterfall_of(list->comparison, &waterfall))
		return;
	snprintf(plot.title, sizeof(plot.title), "From %s to %s, by reason", waterfall.from->label,
		 waterfall.to->label);
	snprintf(plot.text, sizeof(plot.text),
		 "Waterfall: the exits of the first, then the change of each reason, largest "
		 "first, then the exits of the second; %s.%s",
		 waterfall_scope_title(waterfall.scope),
		 waterfall.from->run_count + waterfall.to->run_count > 2
			 ? " For several runs it shows the median of each reason: the sum may "
			   "differ from the median of all exits."
			 : "");
	plot_list_add(list, draw_waterfall, NULL, STAGES, &plot);
}
