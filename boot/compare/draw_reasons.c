// SPDX-License-Identifier: GPL-2.0-only
/*
 * Exits by reason as dots. Reasons differ by powers of ten, so the axis is logarithmic,
 * with a position for zero to the left of one.
 */
#include "drawing.h"
#include "ranking.h"

#define ROWS_MAX  40
#define ZERO      0.3
#define ROW_SPACE 24
#define APART     0.5

static enum stage stage_of(const struct drawing *drawing, const struct set *set)
{
	return set_record(set) ? drawing->stage : STAGE_TOTAL;
}

static bool is_drawn(const struct drawing *drawing, const struct set *set)
{
	if (!set_has_reasons(set))
		return false;
	return set_record(set) || drawing->stage == STAGE_OS;
}

static void put_dots(const struct drawing *drawing, const struct ranking *ranking, size_t rows)
{
	const double sets = (double)drawing->comparison->count;

	/* Dots of different sets have an offset, so that equal ones do not overlap. */
	fprintf(drawing->script, "$dots <<END\n");
	for (size_t i = 0; i < rows; i++)
		for (size_t j = 0; j < drawing->comparison->count; j++) {
			const struct set *set = &drawing->comparison->sets[j];
			uint64_t value;

			if (!is_drawn(drawing, set))
				continue;
			value = facts_value(&set->facts, of_reason(ranking->rows[i].reason,
								   stage_of(drawing, set)));
			fprintf(drawing->script, "%g %g %u\n", value ? (double)value : ZERO,
				(double)i + ((double)j + 0.5 - sets / 2) * APART / sets,
				drawing_colour(drawing_set_colour(drawing, set)));
		}
	fprintf(drawing->script, "END\n");
}

static bool draw_reasons(const struct drawing *drawing)
{
	struct ranking ranking = ranking_of_all(drawing->comparison, drawing->stage);
	size_t rows;

	if (drawing->stage == STAGE_OS && ranking.count == 0)
		ranking = ranking_of_all(drawing->comparison, STAGE_TOTAL);
	rows = ranking.count < ROWS_MAX ? ranking.count : ROWS_MAX;
	if (rows == 0)
		return false;
	drawing_start(drawing, 50 + ROW_SPACE * (unsigned int)rows);
	drawing_names_start(drawing);
	for (size_t i = 0; i < rows; i++)
		drawing_name(drawing, (double)i, ranking.rows[i].reason);
	drawing_names_end(drawing, (double)rows);
	put_dots(drawing, &ranking, rows);
	fprintf(drawing->script,
		"set logscale x\nset xrange [%g:%g]\nset grid ytics lt 1 lc rgb \"" RGB "\"\n"
		"set xtics (\"0\" %g, \"1\" 1, \"10\" 10, \"100\" 100, \"1k\" 1e3, \"10k\" 1e4, "
		"\"100k\" 1e5, \"1M\" 1e6, \"10M\" 1e7, \"100M\" 1e8)\n",
		ZERO * 0.7, (double)ranking.rows[0].exits * 1.6, drawing_colour(COLOUR_GRID), ZERO);
	fprintf(drawing->script, "plot $dots using 1:2:3 with points pt 7 ps 0.85 lc rgb "
				 "variable\n");
	return true;
}

void list_reasons(const struct plot_list *list)
{
	static const struct plot system_plot = {
		.id = "reasons",
		.title = "Exits by reason: the system",
		.text = "Dots on a logarithmic axis that also shows zero: exits of each reason, "
			"without firmware, boot loader and measurement where these are separate.",
		.legend = LEGEND_SETS
	};
	static const struct plot firmware_plot = {
		.id = "reasons-before",
		.title = "Exits by reason: firmware and boot loader",
		.text = "Dots on a logarithmic axis that also shows zero: exits of each reason "
			"before the system's first checkpoint.",
		.legend = LEGEND_SETS
	};

	plot_list_add(list, draw_reasons, NULL, STAGE_OS, &system_plot);
	plot_list_add(list, draw_reasons, NULL, STAGE_BEFORE, &firmware_plot);
}
