// SPDX-License-Identifier: GPL-2.0-only
/*
 * Exits over time, and below it their rate, on the same axis.
 */
#include "drawing.h"
#include "run_series.h"

#define US_PER_SECOND 1e6

static void put_series(const struct drawing *drawing, size_t run, const struct series *series)
{
	fprintf(drawing->script, "$exits%zu <<END\n", run);
	for (size_t i = 0; i < series->count; i++)
		fprintf(drawing->script, "%.9g %llu\n",
			(double)series->points[i].us / US_PER_SECOND,
			(unsigned long long)series->points[i].exits);
	/* A rate holds from one point to the next: steps. */
	fprintf(drawing->script, "END\n$rate%zu <<END\n", run);
	for (size_t i = 1; i < series->count; i++) {
		const struct point *a = &series->points[i - 1], *b = a + 1;

		if (b->us == a->us)
			continue;
		fprintf(drawing->script, "%.9g %.9g\n%.9g %.9g\n", (double)a->us / US_PER_SECOND,
			(double)(b->exits - a->exits) * US_PER_SECOND / (double)(b->us - a->us),
			(double)b->us / US_PER_SECOND,
			(double)(b->exits - a->exits) * US_PER_SECOND / (double)(b->us - a->us));
	}
	fprintf(drawing->script, "END\n");
}

static size_t put_all(const struct drawing *drawing, enum series_source source)
{
	size_t count = 0;

	for (size_t i = 0; i < drawing->set->run_count; i++) {
		struct series series = run_series(&drawing->set->runs[i], source);

		if (series.count > 1)
			put_series(drawing, count++, &series);
		series_free(&series);
	}
	return count;
}

static void put_panel(const struct drawing *drawing, const char *data, size_t runs,
		      const char *title)
{
	const char *colour = drawing_colour(drawing_set_colour(drawing, drawing->set));

	fprintf(drawing->script, "set title \"%s\" left offset 0,-0.6 textcolor rgb \"%s\"\nplot ",
		title, drawing_colour(COLOUR_MUTED));
	for (size_t i = 0; i < runs; i++)
		fprintf(drawing->script, "%s$%s%zu using 1:2 with lines lw %g lc rgb \"%s\"",
			i ? ", " : "", data, i, runs > 1 ? 1.0 : 1.8, colour);
	fprintf(drawing->script, "\n");
}

bool draw_time(const struct drawing *drawing)
{
	const struct run *run = &drawing->set->runs[0];
	enum series_source source = run->samples ? SERIES_FROM_SAMPLES : SERIES_FROM_CHECKPOINTS;
	struct series series = run_series(run, source);
	size_t points = series.count, runs;

	series_free(&series);
	if (points < 2)
		return false;
	drawing_start(drawing, 360);
	runs = put_all(drawing, source);
	fprintf(drawing->script,
		"set multiplot layout 2,1\nset lmargin 8\nset rmargin 3\nset yrange [0:*]\n"
		"set xrange [*:*] noextend\nset format y \"%%.1s%%c\"\nset format x \"%%g s\"\n"
		"set ytics %s\nset grid xtics ytics lt 1 lc rgb \"%s\"\nset xtics autofreq%s\n",
		"autofreq", drawing_colour(COLOUR_GRID),
		drawing->shape == SHAPE_NARROW ? "\nset xtics rotate by 0\nset format x \"%g\""
					       : "");
	put_panel(drawing, "exits", runs, "exits so far");
	put_panel(drawing, "rate", runs, "exits per second");
	fprintf(drawing->script, "unset multiplot\n");
	return true;
}
