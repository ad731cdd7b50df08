// SPDX-License-Identifier: GPL-2.0-only
/*
 * Common parts of the gnuplot scripts.
 */
#include "drawing.h"

static const struct {
	const char *name;
	unsigned int width, font;
} shapes[SHAPES] = {
	[SHAPE_WIDE] = { "wide", 1000, 14 },
	[SHAPE_NARROW] = { "narrow", 370, 12 },
};

void drawing_start(const struct drawing *drawing, unsigned int height)
{
	FILE *to = drawing->script;

	fprintf(to, "reset\nset terminal svg size %u,%u font \"sans-serif,%u\" noenhanced\n",
		shapes[drawing->shape].width, height, shapes[drawing->shape].font);
	fprintf(to, "set output \"%s-%s.svg\"\n", drawing->plot->id, shapes[drawing->shape].name);
	fprintf(to, "unset key\nset border 0\nset tics scale 0 textcolor rgb \"" RGB "\"\n",
		drawing_colour(COLOUR_MUTED));
	fprintf(to, "set grid xtics lt 1 lw 1 lc rgb \"" RGB "\"\n", drawing_colour(COLOUR_GRID));
	fprintf(to, "set style fill solid noborder\n");
}

/* 1, 2 or 5 times a power of ten; at most count of these steps fit in max. */
static double round_step(double max, unsigned int count)
{
	static const double steps[] = { 1, 2, 5 };
	double power = 1e-9;

	for (;; power *= 10)
		for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
			if (steps[i] * power * count >= max)
				return steps[i] * power;
}

static void put_mark(FILE *to, double value, const char *unit)
{
	if (value >= 1e6)
		fprintf(to, "\"%.4gM%s\" %.17g", value / 1e6, unit, value);
	else if (value >= 1e4)
		fprintf(to, "\"%.4gk%s\" %.17g", value / 1e3, unit, value);
	else
		fprintf(to, "\"%.4g%s\" %.17g", value, unit, value);
}

void drawing_marks(const struct drawing *drawing, const char *axis, double max, const char *unit)
{
	bool is_wide = drawing->shape == SHAPE_WIDE;
	double step = round_step(max, axis[0] == 'y' ? 4 : is_wide ? 7 : 4);

	fprintf(drawing->script, "set %stics (", axis);
	for (unsigned int i = 0; step * i <= max * 1.0001; i++) {
		fputs(i ? ", " : "", drawing->script);
		put_mark(drawing->script, step * i, unit);
	}
	fprintf(drawing->script, ")\n");
}

void drawing_bars_start(const struct drawing *drawing)
{
	fprintf(drawing->script, "$bars <<END\n");
}

void drawing_bar(const struct drawing *drawing, double row, double height, double from, double to,
		 enum colour colour)
{
	fprintf(drawing->script, "%.17g %.17g %.17g %.17g %u\n", row - height / 2, row + height / 2,
		from, to, drawing_colour(colour));
}

void drawing_bars_end(const struct drawing *drawing)
{
	fprintf(drawing->script, "END\n");
}

void drawing_names_start(const struct drawing *drawing)
{
	fprintf(drawing->script, "set ytics (");
}

void drawing_name(const struct drawing *drawing, double row, const char *name)
{
	fprintf(drawing->script, "%s\"%s\" %g", row > 0 ? ", " : "", name, row);
}

void drawing_names_end(const struct drawing *drawing, double rows)
{
	fprintf(drawing->script, ") textcolor rgb \"" RGB "\"\nset yrange [%g:-0.6]\n",
		drawing_colour(COLOUR_INK), rows - 0.4);
}

unsigned int drawing_colour(enum colour colour)
{
	return (unsigned int)palette[colour].light & 0xffffff;
}

enum colour drawing_set_colour(const struct drawing *drawing, const struct set *set)
{
	return COLOUR_SET + (enum colour)(set - drawing->comparison->sets);
}

void drawing_worded_bars(const struct drawing *drawing, double longest, double room)
{
	fprintf(drawing->script, "set xrange [0:%g]\n", longest * room);
	drawing_marks(drawing, "x", longest, "");
	fprintf(drawing->script,
		"plot $bars using 3:1:3:4:1:2:5 with boxxyerror lc rgb variable, \\\n"
		"  $labels using 2:1:3 with labels left offset 0.5,0 tc rgb \"" RGB "\", \\\n"
		"  $words using 2:1:3 with labels left offset 0.2,0 tc rgb \"" RGB "\"\n",
		drawing_colour(COLOUR_INK), drawing_colour(COLOUR_MUTED));
}
