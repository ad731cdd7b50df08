// SPDX-License-Identifier: GPL-2.0-only
/*
 * The largest causes of a label by phase, each as a bar with its words above it.
 */
#include <stdlib.h>
#include <string.h>

#include "cause_words.h"
#include "causes.h"
#include "drawing.h"

#define SYSTEM_ROWS   12
#define FIRMWARE_ROWS 4
#define ROWS_MAX      (SYSTEM_ROWS + FIRMWARE_ROWS)
#define ROW_SPACE     44
#define NARROW_WORDS  40 /* characters that fit on a phone */

/* Bars of the firmware are cut if they are longer by that factor than all others. */
#define CUT_FROM 2
#define CUT_TO   1.1

struct rows {
	const struct fact *facts[ROWS_MAX];
	size_t count;
	double longest;
};

/* If the record begins late, the kernel is in the first stage, too. */
static bool is_quiet(const struct set *set, const struct fact *fact)
{
	return cause_fact_stage(fact) == STAGE_BEFORE && set->has_separate_kernel;
}

static int by_phase(const void *a, const void *b)
{
	const struct fact *x = *(const struct fact *const *)a, *y = *(const struct fact *const *)b;
	/* The rest of the first phase, behind firmware and boot loader, is the kernel. */
	const enum stage x_stage = cause_fact_stage(x), y_stage = cause_fact_stage(y);

	if (x_stage != y_stage)
		return x_stage == STAGE_BEFORE ? -1 : 1;
	if (x->cause->phase != y->cause->phase)
		return x->cause->phase < y->cause->phase ? -1 : 1;
	if (x->stats.median != y->stats.median)
		return x->stats.median < y->stats.median ? 1 : -1;
	return strcmp(x->name, y->name);
}

static void take(struct rows *rows, const struct set *set, enum stage stage, size_t most)
{
	static struct cause_ranking ranking;

	causes_rank(set, stage, &ranking);
	for (size_t i = 0; i < ranking.count && i < most; i++)
		rows->facts[rows->count++] = ranking.rows[i];
}

static double longest_of(const struct set *set, const struct rows *rows)
{
	double quiet = 1, loud = 0;

	for (size_t i = 0; i < rows->count; i++) {
		double *max = is_quiet(set, rows->facts[i]) ? &quiet : &loud;

		if ((double)rows->facts[i]->stats.median > *max)
			*max = (double)rows->facts[i]->stats.median;
	}
	if (loud > 0 && quiet > loud * CUT_FROM)
		return loud * CUT_TO;
	return quiet > loud ? quiet : loud;
}

static struct rows rows_of(const struct set *set)
{
	struct rows rows = { 0 };

	take(&rows, set, STAGE_OS, SYSTEM_ROWS);
	take(&rows, set, STAGE_BEFORE, FIRMWARE_ROWS);
	qsort(rows.facts, rows.count, sizeof(rows.facts[0]), by_phase);
	rows.longest = longest_of(set, &rows);
	return rows;
}

static double length_of(const struct rows *rows, size_t row)
{
	double value = (double)rows->facts[row]->stats.median;

	return value > rows->longest ? rows->longest : value;
}

/* The name of a phase stands at its first row. */
static void put_phases(const struct drawing *drawing, const struct rows *rows)
{
	char last[FACT_NAME_SIZE] = "", room[FACT_NAME_SIZE];

	drawing_names_start(drawing);
	for (size_t i = 0; i < rows->count; i++) {
		const char *phase = cause_fact_phase(drawing->set, rows->facts[i], room);

		/* Its title is too long. */
		if (cause_fact_stage(rows->facts[i]) == STAGE_BEFORE)
			phase = drawing->set->has_separate_kernel ? "firmware" : "before";
		drawing_name(drawing, (double)i, strcmp(phase, last) ? phase : "");
		snprintf(last, sizeof(last), "%s", phase);
	}
	drawing_names_end(drawing, (double)rows->count);
}

static void put_bars(const struct drawing *drawing, const struct rows *rows)
{
	drawing_bars_start(drawing);
	for (size_t i = 0; i < rows->count; i++)
		drawing_bar(drawing, (double)i + 0.2, 0.36, 0, length_of(rows, i),
			    is_quiet(drawing->set, rows->facts[i])
				    ? COLOUR_QUIET
				    : drawing_set_colour(drawing, drawing->set));
	drawing_bars_end(drawing);
}

static void put_words(const struct drawing *drawing, size_t row, const char *words)
{
	const bool is_cut = drawing->shape == SHAPE_NARROW && strlen(words) > NARROW_WORDS;

	fprintf(drawing->script, "%g 0 \"%.*s%s\"\n", (double)row - 0.22,
		is_cut ? NARROW_WORDS - 3 : CAUSE_TEXT_SIZE, words, is_cut ? "..." : "");
}

static void put_texts(const struct drawing *drawing, const struct rows *rows)
{
	char number[2 * NUMBER_SIZE], words[CAUSE_TEXT_SIZE];

	fprintf(drawing->script, "$labels <<END\n");
	for (size_t i = 0; i < rows->count; i++) {
		const struct fact *fact = rows->facts[i];

		fprintf(drawing->script, "%g %.17g \"%s%s\"\n", (double)i + 0.2, length_of(rows, i),
			cause_exits(number, fact, cause_fact(drawing->set, fact, CAUSE_ERROR)),
			(double)fact->stats.median > rows->longest ? ", cut" : "");
	}
	fprintf(drawing->script, "END\n$words <<END\n");
	for (size_t i = 0; i < rows->count; i++)
		put_words(drawing, i, cause_what(words, drawing->set, rows->facts[i]->cause));
	fprintf(drawing->script, "END\n");
}

static bool draw_causes(const struct drawing *drawing)
{
	const struct rows rows = rows_of(drawing->set);

	if (rows.count == 0)
		return false;
	drawing_start(drawing, 50 + ROW_SPACE * (unsigned int)rows.count);
	put_phases(drawing, &rows);
	put_bars(drawing, &rows);
	put_texts(drawing, &rows);
	drawing_worded_bars(drawing, rows.longest, drawing->shape == SHAPE_WIDE ? 1.25 : 1.6);
	return true;
}

void list_causes(const struct plot_list *list)
{
	for (size_t i = 0; i < list->comparison->count; i++) {
		const struct set *set = &list->comparison->sets[i];
		struct plot plot = { .legend = LEGEND_NONE, .sets = 1u << i };

		if (!set_has_causes(set))
			continue;
		snprintf(plot.id, sizeof(plot.id), "causes-%zu", i + 1);
		snprintf(plot.title, sizeof(plot.title), "Causes of exits by phase: %s",
			 set->label);
		snprintf(plot.text, sizeof(plot.text),
			 "Bars: the %d largest causes of the %s, in the order of phases, the "
			 "largest of each first. Before them the %d largest of the %s. Grey, and "
			 "cut if very long: firmware and boot loader.",
			 SYSTEM_ROWS, stage_title(set, STAGE_OS), FIRMWARE_ROWS,
			 stage_title(set, STAGE_BEFORE));
		plot_list_add(list, draw_causes, set, STAGES, &plot);
	}
}
