// SPDX-License-Identifier: GPL-2.0-only
/*
 * The change from one total to the other, largest first.
 */
#include <stdlib.h>

#include "format.h"
#include "scale.h"
#include "waterfall.h"

#define SHOWN     12
#define VISIBLE   500
#define SMALL     0.2  /* changes together, in totals */
#define GAP_AT    0.3  /* between the start of the axis and the lowest total */
#define GAP_ROOM  0.12 /* behind it, in lengths of the axis */
#define ROW_SPACE 24
#define OTHER     "other reasons"

struct course {
	const struct drawing *drawing;
	FILE *labels;
	double at, max;
	double start, gap,
		length; /* of the axis; it has a gap there if it does not start at zero */
	size_t rows;
};

static void put(struct course *course, double from, double to, enum colour colour,
		const struct mark *mark, const char *label)
{
	const double right = from > to ? from : to;
	const struct bar bar = {
		.row = (double)course->rows, .height = 0.7, .from = from, .to = to, .colour = colour
	};

	mark_bar(course->drawing, mark, &bar);
	if (course->start > 0 && from <= course->start)
		scale_gap(course->drawing, mark, &bar, course->gap, course->length);
	fprintf(course->labels, "%zu %.17g \"%s\"\n", course->rows, right, label);
	course->at = to;
	course->rows++;
	if (right > course->max)
		course->max = right;
}

static void put_total(struct course *course, const struct set *set, uint64_t exits)
{
	struct mark mark = { .set = set };
	char text[NUMBER_SIZE];

	mark_say(&mark, "%s: %s exits", set->label, format_number(text, exits));
	put(course, course->start, (double)exits, drawing_set_colour(course->drawing, set), &mark,
	    text);
}

static void put_change(struct course *course, const struct set *to, const char *reason,
		       int64_t change)
{
	struct mark mark = { .set = to };
	char text[NUMBER_SIZE];

	mark_say(&mark, "%s, %s: %s exits", to->label, reason, format_change(text, change));
	put(course, course->at, course->at + (double)change,
	    change > 0 ? COLOUR_MORE : COLOUR_FEWER, &mark, text);
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
		drawing_name(drawing, row++, OTHER);
	drawing_name(drawing, row++, waterfall->to->label);
	drawing_names_end(drawing, row);
}

static void put_courses(struct course *course, const struct waterfall *waterfall, size_t shown)
{
	int64_t other = 0;

	put_total(course, waterfall->from, waterfall->start);
	for (size_t i = 0; i < shown; i++)
		put_change(course, waterfall->to, waterfall->steps[i].reason,
			   step_change(&waterfall->steps[i]));
	for (size_t i = shown; i < waterfall->count; i++)
		other += step_change(&waterfall->steps[i]);
	if (shown < waterfall->count)
		put_change(course, waterfall->to, OTHER, other);
	put_total(course, waterfall->to, waterfall->end);
}

/* The axis starts at zero, unless all changes are a small part of the totals. */
static void find_start(struct course *course, const struct waterfall *waterfall)
{
	double at = (double)waterfall->start, low = at, high = at;

	for (size_t i = 0; i < waterfall->count; i++) {
		at += (double)step_change(&waterfall->steps[i]);
		if (at < low)
			low = at;
		if (at > high)
			high = at;
	}
	if (low >= high || high - low > high * SMALL)
		return;
	course->start = low - (high - low);
	course->gap = course->start + (high - low) * GAP_AT;
	course->length = high - course->start;
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
	find_start(&course, &waterfall);
	drawing_start(drawing, 50 + ROW_SPACE * (unsigned int)(shown + 3));
	put_names(drawing, &waterfall, shown);
	put_courses(&course, &waterfall, shown);
	fclose(course.labels);
	fprintf(drawing->script, "$labels <<END\n%sEND\nset xrange [%.17g:%.17g]\n",
		labels ? labels : "", course.start,
		course.start +
			(course.max - course.start) * (drawing->shape == SHAPE_WIDE ? 1.12 : 1.36));
	drawing_tics_from(drawing, "x", course.gap + course.length * GAP_ROOM, course.max, "",
			  drawing_width(drawing) * 0.7);
	if (course.gap > 0)
		fprintf(drawing->script, "set xtics add (\"//\" %.17g)\n", course.gap);
	mark_none(drawing, "$labels using 2:1:3 with labels left offset 0.5,0 tc rgb \"" RGB "\"",
		  drawing_colour(COLOUR_INK));
	marks_plot(drawing);
	free(labels);
	return true;
}

void list_waterfall(const struct plot_list *list)
{
	struct plot plot = { .id = "waterfall" };
	struct waterfall waterfall;

	if (!waterfall_of(list->comparison, &waterfall))
		return;
	snprintf(plot.title, sizeof(plot.title), "From %s to %s, by %s", waterfall.from->label,
		 waterfall.to->label, waterfall.has_kinds ? "kind of exit" : "reason");
	snprintf(plot.text, sizeof(plot.text),
		 "Waterfall: the exits of the first, then the change of each reason, largest "
		 "first, then the exits of the second; %s. The axis has a break, //, if all "
		 "changes are small.%s",
		 waterfall_scope_title(waterfall.scope),
		 waterfall.from->run_count + waterfall.to->run_count > 2
			 ? " For several runs it shows the median of each reason: the sum may "
			   "differ from the median of all exits."
			 : "");
	plot_list_add(list, draw_waterfall, NULL, STAGES, &plot);
}
