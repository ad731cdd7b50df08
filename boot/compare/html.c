// SPDX-License-Identifier: GPL-2.0-only
/*
 * Escaped text, sentences, numbers and tables.
 */
#include "cautions.h"
#include "cell.h"
#include "html.h"

#define ROWS_OPEN       12 /* tables with more rows are folded */
#define COLUMNS_PRINTED 10 /* those with more columns have one block a row on paper */

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

void html_cell(FILE *to, const char *name, const char *text)
{
	fputs(text[0] ? "<td data-name=\"" : "<td class=\"none\" data-name=\"", to);
	html_text(to, name);
	fputs("\">", to);
	html_text(to, text);
	fputs("</td>", to);
}

void html_sentences(FILE *to, const struct answer *answer)
{
	fputs("<ul>\n", to);
	for (size_t i = 0; i < answer->count; i++) {
		fputs("<li>", to);
		html_text(to, answer->sentences[i]);
		fputs("</li>\n", to);
	}
	fputs("</ul>\n", to);
}

/* How a cell's text comes from its value, for the tests */
static void put_kind(FILE *to, const struct grid_cell *cell)
{
	static const char *const kinds[] = {
		[CELL_MS] = "ms",       [CELL_GUEST_MS] = "guest-ms",
		[CELL_SHARE] = "share", [CELL_MEAN_US] = "mean-us",
		[CELL_US] = "us",
	};

	if (cell->kind != CELL_NUMBER)
		fprintf(to, " data-as=\"%s\"", kinds[cell->kind]);
	if (cell->whole > 0)
		fprintf(to, " data-of=\"%llu\"", (unsigned long long)cell->whole);
}

static void put_cell(FILE *to, const struct grid_cell *cell)
{
	const struct cell_text text = cell_text(cell);
	const struct fact *fact = cell->fact;

	fprintf(to, "<data value=\"%llu\" data-fact=\"%s,%s,%s,%s\"",
		(unsigned long long)fact->stats.median, cell->set->label,
		fact_section_name(fact->section), fact->name, fact->quantity);
	put_kind(to, cell);
	fprintf(to, ">%s</data>", text.value);
	if (text.min[0])
		fprintf(to, "<small>%s&ndash;%s</small>", text.min, text.max);
	if (text.share[0])
		fprintf(to, "<small class=\"share\">%s</small>", text.share);
}

void html_fact(FILE *to, const struct set *set, const struct fact *fact)
{
	const struct grid_cell cell = { .set = set, .fact = fact };

	put_cell(to, &cell);
}

void html_cautions(FILE *to, const struct set *set, bool of_rates)
{
	static struct cautions cautions;

	cautions_of(set, of_rates, &cautions);
	for (size_t i = 0; i < cautions.count; i++) {
		fputs("<p class=\"caution\"><b>! ", to);
		html_text(to, set->label);
		fputs("</b>: ", to);
		html_text(to, cautions.texts[i]);
		fputs(".</p>\n", to);
	}
}

static bool is_marked(const struct grid *grid, const struct set *set)
{
	return set && !grid_set(grid) && set_has_cautions(set, grid->is_of_rates);
}

/* Marks a name whose numbers have a caution, which stands above the table. */
static void put_mark(FILE *to, const struct grid *grid, const struct set *set)
{
	if (is_marked(grid, set))
		fputs(" <b class=\"mark\" title=\"see above the table\">!</b>", to);
}

static void put_words(FILE *to, const char *words)
{
	if (!words || !words[0])
		return;
	fputs("<small>", to);
	html_text(to, words);
	fputs("</small>", to);
}

static void put_row(FILE *to, const struct grid *grid, const struct grid_row *row)
{
	fputs("<tr><th scope=\"row\">", to);
	html_text(to, row->name);
	put_mark(to, grid, grid_row_set(grid, row));
	put_words(to, row->meaning);
	put_words(to, row->more);
	fputs("</th>", to);
	for (size_t i = 0; i < grid->column_count; i++) {
		const struct grid_cell *cell = &row->cells[i];

		fputs(cell->fact ? "<td data-name=\"" : "<td class=\"none\" data-name=\"", to);
		html_text(to, grid->columns[i]);
		fputs(is_marked(grid, grid_column_set(grid, i)) ? " !\">" : "\">", to);
		if (cell->fact)
			put_cell(to, cell);
		else
			fputs("&ndash;", to);
		fputs("</td>", to);
	}
	fputs("</tr>\n", to);
}

static void put_head(FILE *to, const struct grid *grid)
{
	fputs("<thead><tr><th scope=\"col\">", to);
	html_text(to, grid->name_title);
	fputs("</th>", to);
	for (size_t i = 0; i < grid->column_count; i++) {
		fputs("<th scope=\"col\">", to);
		html_text(to, grid->columns[i]);
		put_mark(to, grid, grid_column_set(grid, i));
		fputs("</th>", to);
	}
	fputs("</tr></thead>\n", to);
}

static void put_cautions(FILE *to, const struct grid *grid, const struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->count; i++)
		if (grid_has_set(grid, &comparison->sets[i]))
			html_cautions(to, &comparison->sets[i], grid->is_of_rates);
}

void html_grid(FILE *to, const struct comparison *comparison, const struct grid *grid)
{
	const bool is_open = grid->is_first || grid->row_count <= ROWS_OPEN;

	fprintf(to, "<details%s>\n<summary>", is_open ? " open" : "");
	html_text(to, grid->title);
	fputs("</summary>\n", to);
	put_cautions(to, grid, comparison);
	fputs("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"", to);
	html_text(to, grid->title);
	fprintf(to, "\"><table%s>\n",
		grid->column_count > COLUMNS_PRINTED ? " class=\"wide\"" : "");
	put_head(to, grid);
	fputs("<tbody>\n", to);
	for (size_t i = 0; i < grid->row_count; i++)
		put_row(to, grid, &grid->rows[i]);
	/* The note is outside of the table, so that it does not scroll. */
	fputs("</tbody></table></div>\n<p class=\"note\">", to);
	html_text(to, grid->note);
	fputs(" ", to);
	html_text(to, grid_runs_note(grid));
	fputs("</p>\n</details>\n", to);
}
