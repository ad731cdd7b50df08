// SPDX-License-Identifier: GPL-2.0-only
/*
 * Common parts of the gnuplot scripts.
 */
#include "drawing.h"

/* The width of a character in sizes of its font, at most on average */
#define CHARACTER 0.6

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

/* 2,500 is "2500", 12,000 is "12k"; without a unit, there is no text. */
static void put_tic(FILE *to, double value, const char *unit)
{
	const double size = value < 0 ? -value : value;

	if (!unit)
		fprintf(to, "\"\" %.17g", value);
	else if (size >= 1e6)
		fprintf(to, "\"%.4gM%s\" %.17g", value / 1e6, unit, value);
	else if (size >= 1e4)
		fprintf(to, "\"%.4gk%s\" %.17g", value / 1e3, unit, value);
	else
		fprintf(to, "\"%.4g%s\" %.17g", value, unit, value);
}

void drawing_tics_from(const struct drawing *drawing, const char *axis, double from, double to,
		       const char *unit, double pixels)
{
	const double apart = axis[0] == 'y' ? 30 : drawing_text_width(drawing, 9);
	const double step =
		round_step(to - from, pixels > 2 * apart ? (unsigned int)(pixels / apart) : 2);
	double at = (double)(long long)(from / step);
	bool is_first = true;

	fprintf(drawing->script, "set %stics (", axis);
	for (at += at * step < from - step / 1e4; at * step <= to + step / 1e4; at++) {
		fputs(is_first ? "" : ", ", drawing->script);
		put_tic(drawing->script, at * step, unit);
		is_first = false;
	}
	fprintf(drawing->script, ")\n");
}

void drawing_tics(const struct drawing *drawing, const char *axis, double max, const char *unit,
		  double pixels)
{
	drawing_tics_from(drawing, axis, 0, max, unit, pixels);
}

double drawing_width(const struct drawing *drawing)
{
	return shapes[drawing->shape].width;
}

double drawing_text_width(const struct drawing *drawing, size_t characters)
{
	return (double)characters * shapes[drawing->shape].font * CHARACTER;
}

void drawing_panel(const struct drawing *drawing, double height, const struct panel *panel)
{
	const double width = drawing_width(drawing);

	fprintf(drawing->script,
		"set lmargin at screen %g\nset rmargin at screen %g\n"
		"set tmargin at screen %g\nset bmargin at screen %g\n",
		panel->left / width, panel->right / width, 1 - panel->top / height,
		1 - panel->bottom / height);
	if (panel->title)
		fprintf(drawing->script,
			"set title \"%s\" offset 0,-0.5 textcolor rgb \"" RGB "\"\n", panel->title,
			drawing_colour(COLOUR_INK));
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
