// SPDX-License-Identifier: GPL-2.0-only
/*
 * The panels have the same rows and the same axis.
 */
#include <string.h>

#include "bars.h"
#include "duration.h"
#include "scale.h"

#define SETS_TOGETHER 3 /* more labels have a panel each */
#define TOP           32
#define BOTTOM        30
#define LINE_GAP      14
#define ROW_SPACE     8
#define BAR_SPACE     17

struct bars {
	const struct drawing *drawing;
	const struct bar_row *rows;
	size_t count;
	const struct set *sets[SETS_MAX];
	size_t set_count;
	struct scale scale;
};

static const struct fact *fact_of(const struct bars *bars, size_t row, const struct set *set)
{
	return facts_find(&set->facts, bars->rows[row].key);
}

/* Quiet bars do not set the scale if they are much longer than the others. */
static void measure(struct bars *bars)
{
	double quiet = 0, loud = 0;

	for (size_t i = 0; i < bars->count; i++)
		for (size_t j = 0; j < bars->set_count; j++) {
			const struct fact *fact = fact_of(bars, i, bars->sets[j]);
			double *max = bars->rows[i].is_quiet ? &quiet : &loud;

			if (fact && (double)fact->stats.max > *max)
				*max = (double)fact->stats.max;
		}
	bars->scale = scale_of(loud, quiet);
}

/* " in 8,078 ms, 13 %"; empty if a row has no duration */
static const char *duration_of(char to[2 * NUMBER_SIZE], const struct bar_row *row,
			       const struct set *set)
{
	const struct fact *tsc =
		row->phase ? facts_find(&set->facts, of_phase(row->phase, QUANTITY_TSC)) : NULL;
	char time[NUMBER_SIZE], share[NUMBER_SIZE];

	to[0] = '\0';
	if (!tsc || duration_of_guest(time, set, tsc->stats.median)[0] == '\0')
		return to;
	snprintf(to, 2 * NUMBER_SIZE, " in %s", time);
	if (!phase_is_measuring(row->phase))
		snprintf(to, 2 * NUMBER_SIZE, " in %s, %s", time,
			 format_share(share, tsc->stats.median,
				      facts_value(&set->facts, of_stage(STAGE_OS, QUANTITY_TSC))));
	return to;
}

static struct mark mark_of_bar(const struct bars *bars, size_t row, const struct set *set)
{
	const struct bar_row *bar = &bars->rows[row];
	struct mark mark = mark_of(set, fact_of(bars, row, set), bar->words, bar->unit);
	char duration[2 * NUMBER_SIZE];

	mark_say(&mark, "%s", duration_of(duration, bar, set));
	return mark;
}

static void put_bar(const struct bars *bars, size_t row, const struct set *set, double at,
		    double height)
{
	const struct mark mark = mark_of_bar(bars, row, set);
	const struct bar bar = { .row = at,
				 .height = height,
				 .colour = bars->rows[row].is_quiet
						   ? COLOUR_QUIET
						   : drawing_set_colour(bars->drawing, set) };

	if (mark.fact)
		scale_bar(bars->drawing, &bars->scale, &mark, bar);
}

/*
 * The number at the end of a bar, with the duration where there is space; empty without a bar.
 * gnuplot's own format would round it.
 */
static const char *label_of(char to[4 * NUMBER_SIZE], const struct bars *bars, size_t row,
			    const struct set *set)
{
	const bool has_space =
		bars->drawing->shape == SHAPE_WIDE && bars->set_count <= SETS_TOGETHER;
	const struct fact *fact = fact_of(bars, row, set);
	char number[NUMBER_SIZE], duration[2 * NUMBER_SIZE] = "";

	if (has_space)
		duration_of(duration, &bars->rows[row], set);
	snprintf(to, 4 * NUMBER_SIZE, "%s%s", fact ? format_number(number, fact->stats.median) : "",
		 duration);
	return to;
}

static void put_label(const struct bars *bars, size_t row, const struct set *set, double at)
{
	const struct fact *fact = fact_of(bars, row, set);
	char text[4 * NUMBER_SIZE];

	if (fact)
		fprintf(bars->drawing->script, "%g %.17g \"%s\"\n", at,
			scale_length(&bars->scale, fact->stats.max),
			label_of(text, bars, row, set));
}

/* In characters */
static size_t widest_label(const struct bars *bars)
{
	char text[4 * NUMBER_SIZE];
	size_t widest = 1;

	for (size_t i = 0; i < bars->count; i++)
		for (size_t j = 0; j < bars->set_count; j++) {
			const size_t length = strlen(label_of(text, bars, i, bars->sets[j]));

			if (length > widest)
				widest = length;
		}
	return widest;
}

static size_t widest_name(const struct bars *bars)
{
	size_t widest = 1;

	for (size_t i = 0; i < bars->count; i++)
		if (strlen(bars->rows[i].name) > widest)
			widest = strlen(bars->rows[i].name);
	return widest;
}

static void put_axis(const struct bars *bars, const struct panel *panel, bool has_names)
{
	const struct drawing *drawing = bars->drawing;
	const double width = panel->right - panel->left,
		     labels = drawing_text_width(drawing, widest_label(bars) + 2);

	drawing_names_start(drawing);
	for (size_t i = 0; i < bars->count; i++)
		drawing_name(drawing, (double)i, has_names ? bars->rows[i].name : "");
	drawing_names_end(drawing, (double)bars->count);
	fprintf(drawing->script, "set xrange [0:%.17g]\n",
		bars->scale.longest * width / (width - labels));
	scale_tics(drawing, &bars->scale, width - labels);
}

/* The bars of some sets */
static void draw_panel(const struct bars *bars, const struct panel *panel,
		       const struct set *const *sets, size_t set_count, bool has_names)
{
	const struct drawing *drawing = bars->drawing;
	const double height = 0.8 / (double)set_count;

	put_axis(bars, panel, has_names);
	for (size_t i = 0; i < bars->count; i++)
		for (size_t j = 0; j < set_count; j++)
			put_bar(bars, i, sets[j], (double)i - 0.4 + height * ((double)j + 0.5),
				height * 0.86);
	fprintf(drawing->script, "$labels <<END\n");
	for (size_t i = 0; i < bars->count; i++)
		for (size_t j = 0; j < set_count; j++)
			put_label(bars, i, sets[j], (double)i - 0.4 + height * ((double)j + 0.5));
	fprintf(drawing->script, "END\n");
	mark_none(drawing, "$labels using 2:1:3 with labels left offset 0.5,0 tc rgb \"" RGB "\"",
		  drawing_colour(COLOUR_INK));
	marks_plot(drawing);
}

/* Panels from left to right, then in the next line */
static void draw_panels(const struct bars *bars)
{
	const struct drawing *drawing = bars->drawing;
	const bool is_split = bars->set_count > SETS_TOGETHER;
	const size_t columns = !is_split ? 1 : drawing->shape == SHAPE_WIDE ? 4 : 2;
	const size_t together = is_split ? 1 : bars->set_count, panels = bars->set_count / together;
	const double names = drawing_text_width(drawing, widest_name(bars) + 1),
		     width = (drawing_width(drawing) - names) / (double)columns,
		     rows = (double)(bars->count * (ROW_SPACE + BAR_SPACE * together)),
		     top = is_split ? TOP : 8,
		     line = top + rows + BOTTOM + (is_split ? LINE_GAP : 0),
		     height = line * (double)((panels + columns - 1) / columns);

	drawing_start(drawing, (unsigned int)height);
	fprintf(drawing->script, "set multiplot\n");
	for (size_t i = 0; i < panels; i++) {
		const double left = names + width * (double)(i % columns),
			     above = line * (double)(i / columns);
		const struct panel panel = { .left = left,
					     .right = left + width - 8,
					     .top = above + top,
					     .bottom = above + top + rows,
					     .title = is_split ? bars->sets[i]->label : NULL };

		drawing_panel(drawing, height, &panel);
		draw_panel(bars, &panel, bars->sets + i, together, i % columns == 0);
	}
	fprintf(drawing->script, "unset multiplot\n");
}

bool bars_draw(const struct drawing *drawing, const struct bar_row *rows, size_t count)
{
	struct bars bars = { .drawing = drawing, .rows = rows, .count = count };

	for (size_t i = 0; i < drawing->comparison->count; i++) {
		const struct set *set = &drawing->comparison->sets[i];

		if (set_record(set) && set_is_counted(set) &&
		    (!drawing->set || sets_have_same_phases(set, drawing->set)))
			bars.sets[bars.set_count++] = set;
	}
	if (bars.set_count == 0)
		return false;
	measure(&bars);
	draw_panels(&bars);
	return true;
}
