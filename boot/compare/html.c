// SPDX-License-Identifier: GPL-2.0-only
/*
 * Escaped text, numbers and tables.
 */
#include "format.h"
#include "html.h"

void html_text(FILE *to, const char *text)
{
	for (; *text; text++) {
		switch (*text) {
		case '&':
			fputs("&amp;", to);
			break;
		case '<':
			fputs("&lt;", to);
			break;
		case '>':
			fputs("&gt;", to);
			break;
		case '"':
			fputs("&quot;", to);
			break;
		default:
			putc(*text >= ' ' && *text <= '~' ? *text : '?', to);
		}
	}
}

void html_fact(FILE *to, const struct set *set, const struct fact *fact)
{
	const struct stats *stats = &fact->stats;
	char text[NUMBER_SIZE];

	fprintf(to, "<data value=\"%llu\" data-fact=\"%s,%s,%s,%s\">%s</data>",
		(unsigned long long)stats->median, set->label, fact_section_name(fact->section),
		fact->name, fact->quantity, format_number(text, stats->median));
	if (stats->min == stats->max)
		return;
	fprintf(to, "<small>%s", format_number(text, stats->min));
	fprintf(to, "&ndash;%s</small>", format_number(text, stats->max));
}

static void put_row(FILE *to, const struct grid *grid, const struct grid_row *row)
{
	fputs("<tr><th scope=\"row\">", to);
	html_text(to, row->name);
	fputs("</th>", to);
	for (size_t i = 0; i < grid->column_count; i++) {
		fputs("<td>", to);
		if (row->cells[i])
			html_fact(to, row->sets[i], row->cells[i]);
		else
			fputs("&ndash;", to);
		fputs("</td>", to);
	}
	fputs("</tr>\n", to);
}

void html_grid(FILE *to, const struct grid *grid)
{
	fputs("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"", to);
	html_text(to, grid->title);
	fputs("\"><table>\n<caption>", to);
	html_text(to, grid->title);
	fputs("</caption>\n<thead><tr><th scope=\"col\">", to);
	html_text(to, grid->name_title);
	fputs("</th>", to);
	for (size_t i = 0; i < grid->column_count; i++) {
		fputs("<th scope=\"col\">", to);
		html_text(to, grid->columns[i]);
		fputs("</th>", to);
	}
	fputs("</tr></thead>\n<tbody>\n", to);
	for (size_t i = 0; i < grid->row_count; i++)
		put_row(to, grid, &grid->rows[i]);
	/* The note is outside of the table, so that it does not scroll. */
	fputs("</tbody></table></div>\n<p class=\"note\">", to);
	html_text(to, grid->note);
	fputs("</p>\n", to);
}
