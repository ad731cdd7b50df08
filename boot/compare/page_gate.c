// SPDX-License-Identifier: GPL-2.0-only
/*
 * The gate's section of the page.
 */
#include "format.h"
#include "gate.h"
#include "html.h"
#include "outputs.h"
#include "words_gate.h"

static void put_row(FILE *to, const struct gate_pair *pair, const struct gate_row *row)
{
	char text[SENTENCE_SIZE], number[2 * NUMBER_SIZE];

	fputs("<tr><th scope=\"row\">", to);
	html_text(to, gate_row_title(text, pair, row));
	fputs("</th>", to);
	html_cell(to, pair->from->label, row->is_missing ? "-" : format_stats(number, &row->from));
	html_cell(to, pair->to->label, row->is_missing ? "-" : format_stats(number, &row->to));
	html_cell(to, "change", gate_row_change(text, row));
	html_cell(to, "answer", gate_row_answer(pair, row));
	fputs("</tr>\n", to);
}

static void put_rows(FILE *to, const struct gate_pair *pair)
{
	fputs("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Changes of ", to);
	html_text(to, pair->to->label);
	fputs("\"><table>\n<caption>Changes of ", to);
	html_text(to, pair->to->label);
	fputs("</caption>\n<thead><tr><th scope=\"col\">exits</th><th scope=\"col\">", to);
	html_text(to, pair->from->label);
	fputs("</th><th scope=\"col\">", to);
	html_text(to, pair->to->label);
	fputs("</th><th scope=\"col\">change</th><th scope=\"col\">answer</th></tr></thead>\n"
	      "<tbody>\n",
	      to);
	for (size_t i = 0; i < pair->listed_count; i++)
		put_row(to, pair, pair->listed[i]);
	fprintf(to,
		"</tbody></table></div>\n<p class=\"note\">Of the other numbers, %zu are the same, "
		"and %zu cannot be told.</p>\n",
		pair->same, pair->hidden);
}

void page_gate(FILE *to, const struct comparison *comparison)
{
	const struct gate *gate = comparison->gate;
	static struct answer answer;
	char first[SENTENCE_SIZE];

	words_gate_first(first, gate, comparison);
	fputs("<section id=\"gate\">\n<h2>The gate</h2>\n<p><strong>", to);
	html_text(to, first);
	fputs("</strong></p>\n", to);
	for (size_t i = 0; i < comparison->count; i++) {
		if (&comparison->sets[i] == gate->baseline)
			continue;
		answer.count = 0;
		words_gate_budgets(&answer, gate, &comparison->sets[i]);
		if (answer.count > 0)
			html_sentences(to, &answer);
	}
	for (size_t i = 0; i < gate->count; i++) {
		answer.count = 0;
		words_gate_pair(&answer, gate, &gate->pairs[i], first);
		html_sentences(to, &answer);
		if (gate->pairs[i].count > 0)
			put_rows(to, &gate->pairs[i]);
	}
	fputs("</section>\n", to);
}
