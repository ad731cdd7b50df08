// SPDX-License-Identifier: GPL-2.0-only
/*
 * Exits over time, and their rate below, on the same axis.
 */
#include "mark.h"
#include "run_series.h"

#define US_PER_SECOND 1e6
#define PANEL_HEIGHT  180

/* Time in seconds, or in milliseconds if it is below one second */
struct axis {
	double us_per_unit, longest, max, fastest;
};

static double rate(const struct point *a)
{
	return (double)(a[1].exits - a[0].exits) * US_PER_SECOND / (double)(a[1].us - a[0].us);
}

static void stretch_axis(struct axis *axis, const struct series *series)
{
	const struct point *last = &series->points[series->count - 1];

	if ((double)last->us > axis->longest)
		axis->longest = (double)last->us;
	if ((double)last->exits > axis->max)
		axis->max = (double)last->exits;
	for (size_t i = 0; i + 1 < series->count; i++)
		if (series->points[i + 1].us > series->points[i].us &&
		    rate(&series->points[i]) > axis->fastest)
			axis->fastest = rate(&series->points[i]);
	axis->us_per_unit = axis->longest < US_PER_SECOND ? 1e3 : US_PER_SECOND;
}

static void put_series(const struct drawing *drawing, size_t run, const struct series *series,
		       const struct axis *axis)
{
	const struct point *points = series->points;

	fprintf(drawing->script, "$exits%zu <<END\n", run);
	for (size_t i = 0; i < series->count; i++)
		fprintf(drawing->script, "%.9g %llu\n", (double)points[i].us / axis->us_per_unit,
			(unsigned long long)points[i].exits);
	/* A rate is constant between two points: draw steps. */
	fprintf(drawing->script, "END\n$rate%zu <<END\n", run);
	for (size_t i = 0; i + 1 < series->count; i++)
		if (points[i + 1].us > points[i].us)
			fprintf(drawing->script, "%.9g %.9g\n%.9g %.9g\n",
				(double)points[i].us / axis->us_per_unit, rate(&points[i]),
				(double)points[i + 1].us / axis->us_per_unit, rate(&points[i]));
	fprintf(drawing->script, "END\n");
}

static size_t put_all(const struct drawing *drawing, enum rate_source source, struct axis *axis)
{
	struct point room[RUNS_MAX][SERIES_RATED_MAX];
	struct series all[RUNS_MAX];
	size_t count = 0;

	for (size_t i = 0; i < drawing->set->run_count; i++) {
		all[count] = run_series(&drawing->set->runs[i], source, room[count]);
		if (all[count].count >= 2)
			stretch_axis(axis, &all[count++]);
	}
	for (size_t i = 0; i < count; i++)
		put_series(drawing, i, &all[i], axis);
	return count;
}

/* One of two panels with the same left and right edge */
static void put_panel(const struct drawing *drawing, const char *data, size_t runs, double max,
		      double bottom, const char *title, const struct mark *mark)
{
	const unsigned int colour = drawing_colour(drawing_set_colour(drawing, drawing->set));

	drawing_tics(drawing, "y", max, "", PANEL_HEIGHT);
	fprintf(drawing->script,
		"set yrange [0:%.17g]\nset tmargin at screen %g\nset bmargin at screen %g\n"
		"set title \"%s\" offset 0,-0.4 textcolor rgb \"" RGB "\"\n",
		max > 0 ? max * 1.04 : 1, bottom + 0.31, bottom, title,
		drawing_colour(COLOUR_MUTED));
	for (size_t i = 0; i < runs; i++)
		mark_of_data(drawing, mark, "$%s%zu using 1:2 with lines lw %g lc rgb \"" RGB "\"",
			     data, i, runs > 1 ? 1.0 : 1.8, colour);
	marks_plot(drawing);
}

static enum rate_source source_of(const struct set *set)
{
	return set_has_rate(set, RATE_OF_SAMPLES) ? RATE_OF_SAMPLES : RATE_OF_CHECKPOINTS;
}

static struct mark mark_of_rate(const struct set *set, enum rate_quantity quantity,
				const char *what, const char *unit)
{
	return mark_of(set, facts_find(&set->facts, of_rate(source_of(set), quantity)), what, unit);
}

static bool draw_time(const struct drawing *drawing)
{
	const struct set *set = drawing->set;
	const struct mark total = mark_of_rate(set, RATE_EXITS, "over time", "net exits"),
			  median = mark_of_rate(set, RATE_MEDIAN, "half of the time at most",
						"exits per second");
	struct axis axis = { 0 };
	size_t runs = put_all(drawing, source_of(set), &axis);

	if (runs == 0)
		return false;
	drawing_start(drawing, 2 * PANEL_HEIGHT);
	fprintf(drawing->script,
		"set multiplot\nset lmargin 8\nset rmargin 3\nset xrange [0:%.17g]\n"
		"set grid xtics ytics lt 1 lc rgb \"" RGB "\"\n",
		axis.longest / axis.us_per_unit, drawing_colour(COLOUR_GRID));
	drawing_tics(drawing, "x", axis.longest / axis.us_per_unit,
		     axis.us_per_unit < US_PER_SECOND ? " ms" : " s", drawing_width(drawing) * 0.8);
	put_panel(drawing, "exits", runs, axis.max, 0.605, "net exits", &total);
	put_panel(drawing, "rate", runs, axis.fastest, 0.08, "exits per second", &median);
	fprintf(drawing->script, "unset multiplot\n");
	return true;
}

void list_time(const struct plot_list *list)
{
	const struct comparison *comparison = list->comparison;

	for (size_t i = 0; i < comparison->count; i++) {
		const struct set *set = &comparison->sets[i];
		struct plot plot = { .legend = LEGEND_NONE, .sets = 1u << i };

		snprintf(plot.id, sizeof(plot.id), "time-%zu", i + 1);
		snprintf(plot.title, sizeof(plot.title), "Exits over time: %s", set->label);
		snprintf(plot.text, sizeof(plot.text),
			 "Time %s. Top: net exits. Bottom: exits per second.%s",
			 source_of(set) == RATE_OF_CHECKPOINTS
				 ? "since the first checkpoint, from checkpoints"
			 : set_is_sampled_from_start(set) ? "since power-on, from samples"
							  : "since the first sample, from samples",
			 set->run_count > 1 ? " One line for each run." : "");
		plot_list_add(list, draw_time, set, STAGES, &plot);
	}
}
