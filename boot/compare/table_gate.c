// SPDX-License-Identifier: GPL-2.0-only
/*
 * The gate as text: its answer in the first line, then tables.
 */
#include <string.h>

#include "format.h"
#include "gate.h"
#include "outputs.h"
#include "words_gate.h"

#define ROWS_MAX 40 /* more are in the page and the JSON */
#define COLUMNS  5

struct line {
	char cells[COLUMNS][SENTENCE_SIZE];
};

static void put_sentences(FILE *to, const struct answer *answer)
{
	for (size_t i = 0; i < answer->count; i++)
		fprintf(to, "  %s\n", answer->sentences[i]);
}

static void set_titles(struct line *line, const struct gate_pair *pair)
{
	const char *const titles[COLUMNS] = { "exits", pair->from->label, pair->to->label, "change",
					      "answer" };

	for (size_t i = 0; i < COLUMNS; i++)
		snprintf(line->cells[i], SENTENCE_SIZE, "%s", titles[i]);
}

static void set_row(struct line *line, const struct gate_pair *pair, const struct gate_row *row)
{
	char number[2 * NUMBER_SIZE];

	gate_row_title(line->cells[0], pair, row);
	snprintf(line->cells[1], SENTENCE_SIZE, "%s",
		 row->is_missing ? "-" : format_stats(number, &row->from));
	snprintf(line->cells[2], SENTENCE_SIZE, "%s",
		 row->is_missing ? "-" : format_stats(number, &row->to));
	gate_row_change(line->cells[3], row);
	snprintf(line->cells[4], SENTENCE_SIZE, "%s", gate_row_answer(pair, row));
}

static void put_lines(FILE *to, const struct line *lines, size_t count)
{
	int widths[COLUMNS] = { 0 };

	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < COLUMNS; j++)
			if (widths[j] < (int)strlen(lines[i].cells[j]))
				widths[j] = (int)strlen(lines[i].cells[j]);
	for (size_t i = 0; i < count; i++) {
		fprintf(to, "  %-*s", widths[0], lines[i].cells[0]);
		for (size_t j = 1; j + 1 < COLUMNS; j++)
			fprintf(to, "  %*s", widths[j], lines[i].cells[j]);
		fprintf(to, "  %s\n", lines[i].cells[COLUMNS - 1]);
	}
}

static void put_rows(FILE *to, const struct gate_pair *pair)
{
	static struct line lines[ROWS_MAX + 1];
	size_t count = 0;

	set_titles(&lines[count++], pair);
	for (size_t i = 0; i < pair->listed_count && count <= ROWS_MAX; i++)
		set_row(&lines[count++], pair, pair->listed[i]);
	put_lines(to, lines, count);
	if (pair->listed_count > ROWS_MAX)
		fprintf(to, "  %zu more rows are in report.html and report.json, with -o.\n",
			pair->listed_count - ROWS_MAX);
	fprintf(to, "  Of the other numbers, %zu are the same, and %zu cannot be told.\n",
		pair->same, pair->hidden);
}

void write_gate(FILE *to, const struct comparison *comparison)
{
	const struct gate *gate = comparison->gate;
	static struct answer answer;
	char first[SENTENCE_SIZE];

	words_gate_first(first, gate, comparison);
	fprintf(to, "%s\n\n", first);
	for (size_t i = 0; i < gate->count; i++) {
		answer.count = 0;
		words_gate_pair(&answer, gate, &gate->pairs[i], first);
		put_sentences(to, &answer);
		if (gate->pairs[i].count > 0)
			put_rows(to, &gate->pairs[i]);
		putc('\n', to);
	}
	answer.count = 0;
	for (size_t i = 0; i < comparison->count; i++)
		if (&comparison->sets[i] != gate->baseline)
			words_gate_budgets(&answer, gate, &comparison->sets[i]);
	put_sentences(to, &answer);
	if (answer.count > 0)
		putc('\n', to);
}
