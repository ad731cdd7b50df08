// SPDX-License-Identifier: GPL-2.0-only
/*
 * gnuplot writes a whole document. The page has many of these: it defines the markers
 * once, replaces the colours, and sets titles.
 */
#include <stdlib.h>
#include <string.h>

#include "html.h"
#include "mark.h"

#define CANVAS "<g id=\"gnuplot_canvas\">"
/* Most groups have these attributes: they inherit them. */
#define ATTRIBUTES                                                                                 \
	" fill=\"none\" color=\"black\" stroke=\"currentColor\" stroke-width=\"1.00\" "            \
	"stroke-linecap=\"butt\" stroke-linejoin=\"miter\">"
#define PLAIN_GROUP "<g" ATTRIBUTES
#define EMPTY_GROUP PLAIN_GROUP "\n</g>\n"
#define COLOUR      "rgb("

/* gnuplot has these shapes by number, and repeats all in each drawing. */
static const struct {
	unsigned int number;
	const char *path;
	bool is_filled;
} shapes_of_points[] = {
	{ 4, "M-1,-1H1V1H-1Z", false },
	{ 5, "M-1,-1H1V1H-1Z", true },
	{ 6, "M-1,0A1,1,0,1,0,1,0A1,1,0,1,0,-1,0Z", false },
	{ 7, "M-1,0A1,1,0,1,0,1,0A1,1,0,1,0,-1,0Z", true },
	{ 9, "M0,-1.33L-1.33,.67H1.33Z", true },
	{ 11, "M0,1.33L-1.33,-.67H1.33Z", true },
	{ 12, "M0,-1.41L1.41,0L0,1.41L-1.41,0Z", false },
	{ 13, "M0,-1.41L1.41,0L0,1.41L-1.41,0Z", true },
};

void html_svg_points(FILE *to)
{
	fputs("<svg width=\"0\" height=\"0\" style=\"position:absolute\" aria-hidden=\"true\">"
	      "<defs>",
	      to);
	for (size_t i = 0; i < sizeof(shapes_of_points) / sizeof(shapes_of_points[0]); i++)
		fprintf(to,
			"<path id=\"gpPt%u\" d=\"%s\" stroke=\"currentColor\" stroke-width=\".4\" "
			"fill=\"%s\"/>",
			shapes_of_points[i].number - 1, shapes_of_points[i].path,
			shapes_of_points[i].is_filled ? "currentColor" : "none");
	fputs("</defs></svg>\n", to);
}

void html_svg_point(FILE *to, size_t set)
{
	fprintf(to,
		"<svg viewBox=\"-1.8 -1.8 3.6 3.6\" aria-hidden=\"true\"><use "
		"href=\"#gpPt%u\"/></svg>",
		point_shapes[set].number - 1);
}

/* Parses "rgb(28,30,33)" or "rgb( 28,  30,  33)" into one number; returns its end. */
static const char *read_colour(const char *at, uint32_t *colour)
{
	char *end;

	*colour = 0;
	for (at += strlen(COLOUR); *at != ')'; at = end + (*end == ',')) {
		*colour = *colour << 8 | (strtoul(at, &end, 10) & 0xff);
		if (end == at)
			return end;
	}
	return at + 1;
}

static const char *put_colour(FILE *to, const char *at)
{
	uint32_t colour;
	const char *end = read_colour(at, &colour), *name = palette_name(colour);

	if (name)
		fprintf(to, "var(--%s)", name);
	else
		fprintf(to, "#%06x", (unsigned int)colour);
	return end;
}

static const char *after(const char *at, const char *mark)
{
	const char *found = strstr(at, mark);

	return found ? found + strlen(mark) : at + strlen(at);
}

static bool starts(const char *at, const char *with)
{
	return strncmp(at, with, strlen(with)) == 0;
}

/* A group of gnuplot's: one element of a plot command. It gets the title of the mark. */
static const char *put_group(FILE *to, const char *at, const struct mark *mark)
{
	fputs("<g", to);
	if (mark->fact)
		fprintf(to, " data-fact=\"%s,%s,%s,%s\"", mark->set->label,
			fact_section_name(mark->fact->section), mark->fact->name,
			mark->fact->quantity);
	putc('>', to);
	if (mark->title[0]) {
		fputs("<title>", to);
		html_text(to, mark->title);
		fputs("</title>", to);
	}
	return after(at, "</title>");
}

static const char *put_plain(FILE *to, const char *at)
{
	fputs("<g>", to);
	return at + strlen(PLAIN_GROUP);
}

/* There are as many groups as marks, in the same order. */
static void put_body(FILE *to, const char *at, const struct marks *marks)
{
	size_t mark = 0;

	while (*at) {
		if (starts(at, COLOUR))
			at = put_colour(to, at);
		else if (starts(at, MARK_GROUP))
			at = put_group(to, at, &marks->rows[mark++]);
		else if (starts(at, EMPTY_GROUP))
			at += strlen(EMPTY_GROUP);
		else if (starts(at, PLAIN_GROUP))
			at = put_plain(to, at);
		else if (starts(at, "<defs>"))
			at = after(at, "</defs>");
		else if (*at == '\t')
			at++;
		else
			putc(*at++, to);
	}
}

void html_svg(FILE *to, const struct plot *plot, enum plot_shape shape)
{
	const char *name = shape == SHAPE_WIDE ? "wide" : "narrow";
	const char *svg = plot->svg[shape], *box = strstr(svg, "viewBox="), *body;
	int length = box ? (int)strcspn(box, "\n") : 0;

	fprintf(to, "<svg class=\"%s\" %.*s role=\"img\" aria-labelledby=\"%s-%s-t %s-%s-d\">\n",
		name, length, box ? box : "", plot->id, name, plot->id, name);
	fprintf(to, "<title id=\"%s-%s-t\">", plot->id, name);
	html_text(to, plot->title);
	fprintf(to, "</title>\n<desc id=\"%s-%s-d\">", plot->id, name);
	html_text(to, plot->text);
	fputs("</desc>\n" PLAIN_GROUP, to);
	/* Behind the start of the canvas is an empty frame. */
	body = after(after(svg, CANVAS), "/>");
	put_body(to, body, &plot->marks[shape]);
}
