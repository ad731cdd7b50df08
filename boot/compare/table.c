// SPDX-License-Identifier: GPL-2.0-only
/*
 * Answers and tables as text for a terminal.
 */
#include <stdlib.h>
#include <string.h>

#include "cautions.h"
#include "cell.h"
#include "grid.h"
#include "machines.h"
#include "outputs.h"

#define TEXT_WIDTH  80
#define NAME_WIDTH  28 /* at least */
#define WIDTH_MIN   9
#define CELLS_WIDTH 120 /* columns beyond it are in the page and the CSV only */

/* Prints words at most TEXT_WIDTH wide. */
static void put_wrapped(FILE *to, const char *text)
{
	size_t column = 2;

	fputs("  ", to);
	while (*text) {
		size_t length = strcspn(text, " ");

		if (column + 1 + length > TEXT_WIDTH && column > 2) {
			fputs("\n   ", to);
			column = 3;
		}
		if (column > 3)
			column += fwrite(" ", 1, 1, to);
		fwrite(text, 1, length, to);
		column += length;
		text += length + (text[length] == ' ');
		if (column == 2 || column == 3)
			column++;
	}
	putc('\n', to);
}

/* "123 (120-125), 12 %" */
static const char *cell_line(const struct grid_cell *cell, char line[4 * NUMBER_SIZE])
{
	const struct cell_text text = cell_text(cell);
	size_t length;

	if (!cell->fact)
		return "-";
	length = (size_t)snprintf(line, 4 * NUMBER_SIZE, "%s", text.value);
	if (text.min[0])
		length += (size_t)snprintf(line + length, 4 * NUMBER_SIZE - length, " (%s-%s)",
					   text.min, text.max);
	if (text.share[0])
		snprintf(line + length, 4 * NUMBER_SIZE - length, ", %s", text.share);
	return line;
}

/* The width that the numbers of a column and the words of its title need */
static size_t width_of(const struct grid *grid, size_t column)
{
	char text[4 * NUMBER_SIZE];
	size_t width = WIDTH_MIN;

	for (size_t i = 0; i < grid->row_count; i++) {
		size_t length = strlen(cell_line(&grid->rows[i].cells[column], text));

		if (length > width)
			width = length;
	}
	for (const char *at = grid->columns[column]; *at;) {
		size_t length = strcspn(at, " ");

		if (length > width)
			width = length;
		at += length + (at[length] == ' ');
	}
	return width;
}

/* Prints as many words of a title as fit; returns the rest. */
static const char *put_title(FILE *to, const char *title, size_t width)
{
	size_t length = strlen(title);

	while (length > width) {
		do
			length--;
		while (length > 0 && title[length] != ' ');
	}
	fprintf(to, "  %*.*s", (int)width, (int)length, title);
	return title + length + (title[length] == ' ');
}

static size_t name_width_of(const struct grid *grid)
{
	size_t width = NAME_WIDTH;

	for (size_t i = 0; i < grid->row_count; i++)
		if (strlen(grid->rows[i].name) > width)
			width = strlen(grid->rows[i].name);
	return width;
}

static void put_titles(FILE *to, const struct grid *grid, const size_t *widths, size_t columns,
		       size_t name_width)
{
	const char *rest[GRID_COLUMNS_MAX];
	const char *name = grid->name_title;
	bool again = true;

	for (size_t i = 0; i < columns; i++)
		rest[i] = grid->columns[i];
	while (again) {
		again = false;
		fprintf(to, "  %-*s", (int)name_width, name);
		name = "";
		for (size_t i = 0; i < columns; i++) {
			rest[i] = put_title(to, rest[i], widths[i]);
			again = again || *rest[i];
		}
		putc('\n', to);
	}
}

/* What limits the numbers of its labels stands below a table. */
static void put_cautions(FILE *to, const struct comparison *comparison, const struct grid *grid)
{
	static struct cautions cautions;
	char line[LABEL_SIZE + CAUTION_SIZE + 8];

	for (size_t i = 0; i < comparison->count; i++) {
		const struct set *set = &comparison->sets[i];

		cautions_of(set, grid->is_of_rates, &cautions);
		for (size_t j = 0; grid_has_set(grid, set) && j < cautions.count; j++) {
			snprintf(line, sizeof(line), "! %s: %s.", set->label, cautions.texts[j]);
			put_wrapped(to, line);
		}
	}
}

static void put_grid(FILE *to, const struct comparison *comparison, const struct grid *grid)
{
	const size_t name_width = name_width_of(grid);
	size_t widths[GRID_COLUMNS_MAX] = { 0 }, columns = 0, sum = name_width;

	if (grid->is_for_page)
		return;
	for (size_t i = 0; i < grid->column_count && (i == 0 || sum < CELLS_WIDTH); i++) {
		widths[i] = width_of(grid, i);
		sum += widths[i] + 2;
		columns++;
	}
	fprintf(to, "%s\n", grid->title);
	put_titles(to, grid, widths, columns, name_width);
	for (size_t i = 0; i < grid->row_count; i++) {
		const struct grid_row *row = &grid->rows[i];
		char text[4 * NUMBER_SIZE];

		fprintf(to, "  %-*s", (int)name_width, row->name);
		for (size_t j = 0; j < columns; j++)
			fprintf(to, "  %*s", (int)widths[j], cell_line(&row->cells[j], text));
		putc('\n', to);
	}
	put_cautions(to, comparison, grid);
	putc('\n', to);
}

/* What the costs may be due to */
struct machine_lines {
	FILE *to;
	const struct comparison *comparison;
	const char *title; /* NULL: it is printed */
	bool are_same;
};

static void put_fact(void *to, const char *key, const char *value, const machines_have have)
{
	struct machine_lines *lines = to;
	char *names = lines->are_same ? NULL : machines_names(lines->comparison, have);
	char *line = NULL;
	size_t size;
	FILE *text = open_memstream(&line, &size);

	if (lines->title)
		fprintf(lines->to, "%s\n", lines->title);
	lines->title = NULL;
	if (text) {
		fprintf(text, "%s: %s%s%s", key, value[0] ? value : "not known", names ? ": " : "",
			names ? names : "");
		if (fclose(text) == 0)
			put_wrapped(lines->to, line);
	}
	free(line);
	free(names);
}

static void put_machines(FILE *to, const struct comparison *comparison)
{
	struct machine_lines differ = { to, comparison, "What differs between the machines",
					false };
	struct machine_lines same = { to, comparison, "The same on all machines", true };

	machines_facts(comparison, false, put_fact, &differ);
	if (!differ.title)
		putc('\n', to);
	machines_facts(comparison, true, put_fact, &same);
	putc('\n', to);
}

void write_table(FILE *to, const struct comparison *comparison, const struct words *words)
{
	size_t first = comparison_is_tainted(comparison);

	for (size_t j = 0; first && j < words->answers[0].count; j++)
		put_wrapped(to, words->answers[0].sentences[j]);
	grids(comparison, put_grid, to);
	if (comparison_is_of_machines(comparison))
		put_machines(to, comparison);
	for (size_t i = first; i < words->count; i++) {
		fprintf(to, "%s\n", words->answers[i].question);
		for (size_t j = 0; j < words->answers[i].count; j++)
			put_wrapped(to, words->answers[i].sentences[j]);
	}
}
