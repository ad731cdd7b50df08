// SPDX-License-Identifier: GPL-2.0-only
/*
 * Exits by stage and by phase.
 */
#include "bars.h"
#include "format.h"
#include "grid.h"

static bool draw_stages(const struct drawing *drawing)
{
	const struct bar_row rows[] = {
		{ "firmware, loader", "firmware and boot loader",
		  of_stage(STAGE_BEFORE, COUNTER_EXITS), "exits", NULL, false },
		{ "system", "the system", of_stage(STAGE_OS, COUNTER_EXITS), "exits", NULL, false },
		{ "measuring", "the measurement", of_stage(STAGE_MEASURING, COUNTER_EXITS), "exits",
		  NULL, false },
	};

	return bars_draw(drawing, rows, sizeof(rows) / sizeof(rows[0]));
}

void list_stages(const struct plot_list *list)
{
	static const struct plot plot = {
		.id = "stages",
		.title = "Exits by stage",
		.text = "Bars: exits of firmware and boot loader, of the system, and of the "
			"measurement. Several runs: the median, and a line from min to max.",
		.legend = LEGEND_SETS
	};

	plot_list_add(list, draw_stages, NULL, STAGES, &plot);
}

static bool draw_phases(const struct drawing *drawing)
{
	const struct facts *facts = &drawing->set->facts;
	const bool is_split = drawing->set->has_separate_kernel;
	size_t count = 1;
	struct bar_row rows[BAR_ROWS_MAX] = {
		{ is_split ? "firmware, loader" : "before",
		  is_split ? "firmware and boot loader" : "before the first checkpoint",
		  of_stage(STAGE_BEFORE, COUNTER_EXITS), "exits", NULL, true },
	};

	for (size_t i = 0; i < facts->count && count < BAR_ROWS_MAX; i++) {
		const struct fact *fact = &facts->rows[i];
		const char *title = phase_title(fact->name);

		if (fact_is_some(fact, of_phase(NULL, QUANTITY_NET)))
			rows[count++] = (struct bar_row){
				title,       title,      of_phase(fact->name, QUANTITY_NET),
				"net exits", fact->name, phase_is_measuring(fact->name)
			};
	}
	return count > 1 && bars_draw(drawing, rows, count);
}

/* Up to three labels have their names in the title. */
static void put_title(struct plot *plot, const struct comparison *comparison,
		      const struct set *first)
{
	const struct set *same[SETS_MAX];
	size_t count = 0;

	for (const struct set *set = first; set < comparison->sets + comparison->count; set++)
		if (sets_have_same_phases(first, set)) {
			plot->sets |= 1u << (set - comparison->sets);
			same[count++] = set;
		}
	if (count > 3)
		snprintf(plot->title, sizeof(plot->title),
			 "Net exits by phase: %s and %zu labels with the same phases", first->label,
			 count - 1);
	else
		snprintf(plot->title, sizeof(plot->title), "Net exits by phase: %s%s%s%s%s",
			 first->label, count > 1 ? ", " : "", count > 1 ? same[1]->label : "",
			 count > 2 ? ", " : "", count > 2 ? same[2]->label : "");
}

void list_phases(const struct plot_list *list)
{
	const struct comparison *comparison = list->comparison;

	for (size_t i = 0; i < comparison->count; i++) {
		const struct set *set = &comparison->sets[i];
		struct plot plot = { .legend = LEGEND_SETS };

		if (!is_first_of_phases(comparison, set) || !set_is_counted(set))
			continue;
		snprintf(plot.id, sizeof(plot.id), "phases-%zu", i + 1);
		put_title(&plot, comparison, set);
		snprintf(plot.text, sizeof(plot.text),
			 "Bars: net exits of each phase, without the reader's own reads, in order "
			 "of time; in their titles the duration and its share of the system's "
			 "time. Grey: %s%s. // is a break of the axis: a grey bar with a gap is "
			 "longer than drawn.",
			 stage_title(set, STAGE_BEFORE),
			 set_is_minimal(set) ? ", and the calibration, which is part of the "
					       "measurement"
					     : "");
		plot_list_add(list, draw_phases, set, STAGES, &plot);
	}
}
