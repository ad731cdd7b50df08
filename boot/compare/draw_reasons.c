// SPDX-License-Identifier: GPL-2.0-only
/*
 * Exits and time by reason, as dots in two panels with the same rows. Reasons differ by powers
 * of ten, so the axes are logarithmic, with a position for zero at the left.
 */
#include <string.h>

#include "duration.h"
#include "kinds.h"
#include "mark.h"
#include "ranking.h"

#define ROWS_MAX  40
#define ROW_SPACE 24
#define DOT_SPACE 11
#define TOP       32
#define BOTTOM    30
#define ZERO      0.3 /* of the smallest value that is shown */
#define ROOM      1.6 /* of the largest */

/* What a panel shows of each reason */
struct measure {
	const char *title, *unit;
	struct fact_key (*key)(bool of_kinds, const char *reason, enum stage stage);
	unsigned int counter; /* of the stage: the whole */
	bool is_time;
	double least;
	/* What stands for values below the smallest, and tics from there on */
	const char *zero[SHAPES], *tics[SHAPES];
};

static const struct measure exits = {
	"exits",
	"exits",
	side_key,
	COUNTER_EXITS,
	false,
	1,
	{ "0", "0" },
	{ "\"1\" 1, \"10\" 10, \"100\" 100, \"1k\" 1e3, \"10k\" 1e4, \"100k\" 1e5, \"1M\" 1e6, "
	  "\"10M\" 1e7, \"100M\" 1e8",
	  "\"1\" 1, \"\" 10, \"100\" 100, \"\" 1e3, \"10k\" 1e4, \"\" 1e5, \"1M\" 1e6, "
	  "\"\" 1e7, \"100M\" 1e8" }
};
static const struct measure kernel_time = {
	"time in KVM",
	"cycles in KVM",
	side_kernel_key,
	COUNTER_KERNEL,
	true,
	0.01,
	{ "<0.01 ms", "0" },
	{ "\"\" 0.01, \"0.1 ms\" 0.1, \"1 ms\" 1, \"10 ms\" 10, \"0.1 s\" 100, \"1 s\" 1e3, "
	  "\"10 s\" 1e4, \"100 s\" 1e5",
	  "\"\" 0.01, \"\" 0.1, \"1ms\" 1, \"\" 10, \"\" 100, \"1s\" 1e3, \"\" 1e4, "
	  "\"100s\" 1e5" }
};

struct dots {
	const struct drawing *drawing;
	const struct ranking *ranking;
	bool has_kinds;
	size_t rows;
	double row_space;
};

static enum stage stage_of(const struct dots *dots, const struct set *set)
{
	return set_record(set) ? dots->drawing->stage : STAGE_TOTAL;
}

/* Whether the set has that measure of any reason */
static bool has_dots(const struct dots *dots, const struct measure *measure, const struct set *set)
{
	if (!set_has_reasons(set))
		return false;
	if (measure->is_time &&
	    (duration_ms_of_host(set, 1) <= 0 || !set_has_counter(set, COUNTER_KERNEL)))
		return false;
	return set_record(set) || dots->drawing->stage == STAGE_OS;
}

/* NULL: the set has no such exits */
static const struct fact *fact_of(const struct dots *dots, const struct measure *measure,
				  size_t row, const struct set *set)
{
	return facts_find(&set->facts,
			  measure->key(dots->has_kinds, dots->ranking->rows[row].reason,
				       stage_of(dots, set)));
}

/* Where the axis has a value; below the smallest that is shown, zero */
static double place_of(const struct measure *measure, const struct set *set, uint64_t value)
{
	const double at = measure->is_time ? duration_ms_of_host(set, value) : (double)value;

	return at >= measure->least ? at : measure->least * ZERO;
}

static double furthest(const struct dots *dots, const struct measure *measure)
{
	const struct comparison *comparison = dots->drawing->comparison;
	double most = 0;

	for (size_t i = 0; i < dots->rows; i++)
		for (size_t j = 0; j < comparison->count; j++) {
			const struct set *set = &comparison->sets[j];
			const struct fact *fact = has_dots(dots, measure, set)
							  ? fact_of(dots, measure, i, set)
							  : NULL;
			const double at = fact ? place_of(measure, set, fact->stats.max) : 0;

			if (at > most)
				most = at;
		}
	return most;
}

static struct mark mark_of_dot(const struct dots *dots, const struct measure *measure, size_t row,
			       const struct set *set, const struct stats *stats)
{
	const enum stage stage = stage_of(dots, set);
	struct mark mark = mark_of(set, fact_of(dots, measure, row, set),
				   dots->ranking->rows[row].reason, measure->unit);
	char time[NUMBER_SIZE], share[NUMBER_SIZE];

	if (measure->is_time)
		mark_say(&mark, ", %s", duration_of_host(time, set, stats->median));
	mark_say(&mark, ", %s",
		 format_share(share, stats->median,
			      facts_value(&set->facts, of_stage(stage, measure->counter))));
	return mark;
}

/* Dots of different sets have an offset, so that equal ones do not hide each other. */
static void put_dot(const struct dots *dots, const struct measure *measure, size_t row, size_t set)
{
	static const struct stats none;
	const struct comparison *comparison = dots->drawing->comparison;
	const struct set *of = &comparison->sets[set];
	const struct fact *fact = fact_of(dots, measure, row, of);
	const struct stats *stats = fact ? &fact->stats : &none;
	struct bar spread = { .height = 8 / dots->row_space };
	struct mark mark;

	if (!has_dots(dots, measure, of))
		return;
	mark = mark_of_dot(dots, measure, row, of, stats);
	spread.row = (double)row + ((double)set + 0.5 - (double)comparison->count / 2) * DOT_SPACE /
					   dots->row_space;
	spread.from = place_of(measure, of, stats->min);
	spread.to = place_of(measure, of, stats->max);
	spread.colour = drawing_set_colour(dots->drawing, of);
	mark_spread(dots->drawing, &mark, &spread);
	mark_dot(dots->drawing, &mark, place_of(measure, of, stats->median), spread.row);
}

static void put_names(const struct dots *dots, bool has_names)
{
	drawing_names_start(dots->drawing);
	for (size_t i = 0; i < dots->rows; i++)
		drawing_name(dots->drawing, (double)i,
			     has_names ? dots->ranking->rows[i].reason : "");
	drawing_names_end(dots->drawing, (double)dots->rows);
	/* Lines between the rows */
	fprintf(dots->drawing->script, "set yrange [%g:-0.5]\n$lines <<END\n",
		(double)dots->rows - 0.5);
}

static void draw_panel(const struct dots *dots, const struct measure *measure, bool has_names)
{
	const struct drawing *drawing = dots->drawing;
	const double from = measure->least * ZERO * 0.7, to = furthest(dots, measure) * ROOM;

	put_names(dots, has_names);
	for (size_t i = 1; i < dots->rows; i++)
		fprintf(drawing->script, "%g %g\n%g %g\n\n", from, (double)i - 0.5, to,
			(double)i - 0.5);
	fprintf(drawing->script,
		"END\nset logscale x\nset xrange [%g:%g]\nset xtics (\"%s\" %g, %s)\n", from, to,
		measure->zero[drawing->shape], measure->least * ZERO,
		measure->tics[drawing->shape]);
	mark_none(drawing, "$lines using 1:2 with lines lw 1 lc rgb \"" RGB "\"",
		  drawing_colour(COLOUR_GRID));
	for (size_t i = 0; i < dots->rows; i++)
		for (size_t j = 0; j < drawing->comparison->count; j++)
			put_dot(dots, measure, i, j);
	marks_plot(drawing);
}

static size_t widest_name(const struct dots *dots)
{
	size_t widest = 0;

	for (size_t i = 0; i < dots->rows; i++)
		if (strlen(dots->ranking->rows[i].reason) > widest)
			widest = strlen(dots->ranking->rows[i].reason);
	return widest;
}

static void draw_panels(const struct dots *dots)
{
	const struct drawing *drawing = dots->drawing;
	const bool has_time = furthest(dots, &kernel_time) > kernel_time.least;
	const double rows = dots->row_space * (double)dots->rows, height = TOP + rows + BOTTOM,
		     names = drawing_text_width(drawing, widest_name(dots) + 1),
		     width = (drawing_width(drawing) - names) / (has_time ? 2 : 1);
	struct panel panel = { .left = names,
			       .right = names + width - 16,
			       .top = TOP,
			       .bottom = TOP + rows,
			       .title = exits.title };

	drawing_start(drawing, (unsigned int)height);
	fprintf(drawing->script, "set multiplot\n");
	drawing_panel(drawing, height, &panel);
	draw_panel(dots, &exits, true);
	if (has_time) {
		panel.left += width;
		panel.right += width;
		panel.title = kernel_time.title;
		drawing_panel(drawing, height, &panel);
		draw_panel(dots, &kernel_time, false);
	}
	fprintf(drawing->script, "unset multiplot\n");
}

static bool draw_reasons(const struct drawing *drawing)
{
	struct ranking ranking = ranking_side(drawing->comparison, drawing->stage);
	struct dots dots = { .drawing = drawing,
			     .ranking = &ranking,
			     .has_kinds = comparison_has_kinds(drawing->comparison) };
	const double wanted = DOT_SPACE * ((double)drawing->comparison->count + 1);

	if (drawing->stage == STAGE_OS && ranking.count == 0)
		ranking = ranking_side(drawing->comparison, STAGE_TOTAL);
	dots.rows = ranking.count < ROWS_MAX ? ranking.count : ROWS_MAX;
	dots.row_space = wanted > ROW_SPACE ? wanted : ROW_SPACE;
	if (dots.rows == 0)
		return false;
	draw_panels(&dots);
	return true;
}

void list_reasons(const struct plot_list *list)
{
	static const struct plot system_plot = {
		.id = "reasons",
		.title = "Exits and time in KVM by reason: the system",
		.text = "Dots on logarithmic axes that begin with a place for zero, and for times "
			"below 0.01 ms: exits of each reason, or of each kind if the vendors "
			"differ, and KVM's time in the kernel for them, without firmware, boot "
			"loader and measurement where these are separate. A line goes from min to "
			"max.",
		.legend = LEGEND_POINTS
	};
	static const struct plot firmware_plot = {
		.id = "reasons-before",
		.title = "Exits and time in KVM by reason: firmware and boot loader",
		.text = "The same for the exits before the system's first checkpoint.",
		.legend = LEGEND_POINTS
	};

	plot_list_add(list, draw_reasons, NULL, STAGE_OS, &system_plot);
	plot_list_add(list, draw_reasons, NULL, STAGE_BEFORE, &firmware_plot);
}
