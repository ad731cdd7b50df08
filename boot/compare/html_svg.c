// SPDX-License-Identifier: GPL-2.0-only
/*
 * gnuplot writes a whole document. The page has many of these: it defines the markers
 * once, replaces the colours, and sets titles.
 */
#include <stdlib.h>
#include <string.h>

#include "html.h"
#include "palette.h"

#define CANVAS     "<g id=\"gnuplot_canvas\">"
#define COLOUR     "rgb("
#define PLOT_ID    " id=\"gnuplot_"
#define PLOT_TITLE "<title>gnuplot_"

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

static void put_body(FILE *to, const char *at)
{
	while (*at) {
		if (starts(at, COLOUR))
			at = put_colour(to, at);
		else if (starts(at, PLOT_ID))
			at = after(at + strlen(PLOT_ID), "\"");
		else if (starts(at, PLOT_TITLE))
			at = after(at, "</title>");
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
	fputs("</desc>\n<g>", to);
	body = after(svg, CANVAS);
	put_body(to, body);
}
