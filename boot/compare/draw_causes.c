// SPDX-License-Identifier: GPL-2.0-only
/*
 * The largest causes of a label by phase, each as a bar with its words above it.
 */
#include <stdlib.h>
#include <string.h>

#include "cause_words.h"
#include "causes.h"
#include "format.h"
#include "scale.h"

#define SYSTEM_ROWS   12
#define FIRMWARE_ROWS 4
#define ROWS_MAX      (SYSTEM_ROWS + FIRMWARE_ROWS)
#define ROW_SPACE     44
#define NARROW_WORDS  40 /* characters that fit on a phone */

struct rows {
	const struct fact *facts[ROWS_MAX];
	size_t count;
	struct scale scale;
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

static struct scale scale_of_rows(const struct set *set, const struct rows *rows)
{
	double quiet = 0, loud = 0;

	for (size_t i = 0; i < rows->count; i++) {
		double *max = is_quiet(set, rows->facts[i]) ? &quiet : &loud;

		if ((double)rows->facts[i]->stats.max > *max)
			*max = (double)rows->facts[i]->stats.max;
	}
	return scale_of(loud, quiet);
}

static struct rows rows_of(const struct set *set)
{
	struct rows rows = { 0 };

	take(&rows, set, STAGE_OS, SYSTEM_ROWS);
	take(&rows, set, STAGE_BEFORE, FIRMWARE_ROWS);
	qsort(rows.facts, rows.count, sizeof(rows.facts[0]), by_phase);
	rows.scale = scale_of_rows(set, &rows);
	return rows;
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

static struct mark mark_of_cause(const struct set *set, const struct fact *fact)
{
	char phase[FACT_NAME_SIZE], what[FACT_NAME_SIZE + CAUSE_TEXT_SIZE + 2],
		words[CAUSE_TEXT_SIZE];

	snprintf(what, sizeof(what), "%s, %s", cause_fact_phase(set, fact, phase),
		 cause_what(words, set, fact->cause));
	return mark_of(set, fact, what, "exits");
}

static void put_bar(const struct drawing *drawing, const struct rows *rows, size_t row)
{
	const struct fact *fact = rows->facts[row];
	const struct mark mark = mark_of_cause(drawing->set, fact);
	const struct bar bar = { .row = (double)row + 0.2,
				 .height = 0.36,
				 .colour = is_quiet(drawing->set, fact)
						   ? COLOUR_QUIET
						   : drawing_set_colour(drawing, drawing->set) };

	scale_bar(drawing, &rows->scale, &mark, bar);
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

		fprintf(drawing->script, "%g %.17g \"%s\"\n", (double)i + 0.2,
			scale_length(&rows->scale, fact->stats.max),
			cause_exits(number, fact, cause_fact(drawing->set, fact, CAUSE_ERROR)));
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
	for (size_t i = 0; i < rows.count; i++)
		put_bar(drawing, &rows, i);
	put_texts(drawing, &rows);
	scale_worded_bars(drawing, &rows.scale, drawing->shape == SHAPE_WIDE ? 1.25 : 1.6);
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
			 "largest of each first. Before them the %d largest of the %s. Grey: "
			 "firmware and boot loader; // is a break of the axis for very long ones.",
			 SYSTEM_ROWS, stage_title(set, STAGE_OS), FIRMWARE_ROWS,
			 stage_title(set, STAGE_BEFORE));
		plot_list_add(list, draw_causes, set, STAGES, &plot);
	}
}
