// SPDX-License-Identifier: GPL-2.0-only
/*
 * The scale of bars, and bars to that scale.
 */
#include "scale.h"

/* In lengths of the longest loud bar: a break is worth it; the gap; the end of a cut bar */
#define CUT_FROM      2
#define BREAK_AT      1.1
#define CUT_TO        1.2

#define SPREAD_HEIGHT 0.6

struct scale scale_of(double loud, double quiet)
{
	if (loud > 0 && quiet > loud * CUT_FROM)
		return (struct scale){ loud * CUT_TO, loud, loud * BREAK_AT };
	if (quiet > loud)
		loud = quiet;
	if (loud < 1)
		loud = 1;
	return (struct scale){ .longest = loud, .end = loud };
}

double scale_length(const struct scale *scale, uint64_t value)
{
	return (double)value > scale->longest ? scale->longest : (double)value;
}

void scale_tics(const struct drawing *drawing, const struct scale *scale, double pixels)
{
	drawing_tics(drawing, "x", scale->end, "", pixels * scale->end / scale->longest);
	if (scale->break_at > 0)
		fprintf(drawing->script, "set xtics add (\"//\" %.17g)\n", scale->break_at);
}

void scale_gap(const struct drawing *drawing, const struct mark *mark, const struct bar *bar,
	       double at, double axis)
{
	const double slant = axis / 150, width = axis / 75;
	const double top = bar->row - bar->height * 0.6, bottom = bar->row + bar->height * 0.6;

	mark_area_start(drawing, mark, COLOUR_CARD);
	fprintf(drawing->script, "%.17g %g\n%.17g %g\n%.17g %g\n%.17g %g\n", at + slant, top,
		at + slant + width, top, at - slant + width, bottom, at - slant, bottom);
	mark_area_end(drawing);
}

void scale_bar(const struct drawing *drawing, const struct scale *scale, const struct mark *mark,
	       struct bar bar)
{
	const struct stats *stats = &mark->fact->stats;

	bar.from = 0;
	bar.to = scale_length(scale, stats->median);
	mark_bar(drawing, mark, &bar);
	if ((double)stats->median > scale->longest)
		scale_gap(drawing, mark, &bar, scale->break_at, scale->longest);
	bar.from = scale_length(scale, stats->min);
	bar.to = scale_length(scale, stats->max);
	bar.height *= SPREAD_HEIGHT;
	bar.colour = COLOUR_INK;
	mark_spread(drawing, mark, &bar);
}

void scale_worded_bars(const struct drawing *drawing, const struct scale *scale, double room)
{
	fprintf(drawing->script, "set xrange [0:%g]\n", scale->longest * room);
	scale_tics(drawing, scale, drawing_width(drawing) / room * 0.8);
	mark_none(drawing, "$labels using 2:1:3 with labels left offset 0.5,0 tc rgb \"" RGB "\"",
		  drawing_colour(COLOUR_INK));
	mark_none(drawing, "$words using 2:1:3 with labels left offset 0.2,0 tc rgb \"" RGB "\"",
		  drawing_colour(COLOUR_MUTED));
	marks_plot(drawing);
}
