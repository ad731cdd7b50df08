// SPDX-License-Identifier: GPL-2.0-only
/*
 * Exits over time, stacked by reason, below a band of phases: one panel for each label, with
 * the same axes. They add up, so that phases of any length are legible.
 */
#include <string.h>

#include "lanes.h"

#define TITLE_HEIGHT 32
#define BAND_HEIGHT  18
#define AREA_HEIGHT  130
#define GAP          10
#define BOTTOM       34
#define US_PER_S     1e6
#define US_PER_MS    1e3

/* The first run with the median of all exits, if it can be drawn */
static bool find_run(struct lane *lane, const struct slots *slots)
{
	const struct fact *total =
		facts_find(&lane->set->facts, of_stage(STAGE_TOTAL, COUNTER_EXITS));

	for (size_t i = 0; i < lane->set->run_count; i++)
		if (total && total->has & 1u << i && total->values[i] == total->stats.median &&
		    timeline_of(&lane->set->runs[i], slots, &lane->line)) {
			lane->run = i;
			return true;
		}
	return false;
}

static void find_lanes(struct lanes *lanes)
{
	const struct comparison *comparison = lanes->drawing->comparison;

	for (size_t i = 0; i < comparison->count; i++) {
		struct lane *lane = &lanes->rows[lanes->count];
		const struct moment *moments = lane->line.moments, *last;

		lane->set = &comparison->sets[i];
		if (!find_run(lane, &lanes->drawing->plot->slots))
			continue;
		last = &moments[lane->line.count - 1];
		lanes->count++;
		if (moments[0].us < lanes->from)
			lanes->from = moments[0].us;
		if (last->us > lanes->to)
			lanes->to = last->us;
		if (lane_sum(last, SLOTS) > lanes->most)
			lanes->most = lane_sum(last, SLOTS);
	}
	lanes->unit = lanes->to - lanes->from < US_PER_S ? US_PER_MS : US_PER_S;
}

static void draw_lane(const struct lanes *lanes, const struct lane *lane, double height,
		      struct panel panel, bool is_last)
{
	const struct drawing *drawing = lanes->drawing;
	const double from = lanes->from / lanes->unit, to = lanes->to / lanes->unit;

	panel.title = lane->set->label;
	panel.bottom = panel.top + BAND_HEIGHT;
	drawing_panel(drawing, height, &panel);
	fprintf(drawing->script, "set xrange [%.9g:%.9g]\n", from, to);
	lane_put_band(lanes, lane);
	panel.title = NULL;
	panel.top = panel.bottom + 2;
	panel.bottom = panel.top + AREA_HEIGHT;
	drawing_panel(drawing, height, &panel);
	fprintf(drawing->script, "unset title\nset yrange [0:%.9g]\n", lanes->most * 1.02);
	drawing_tics(drawing, "y", lanes->most, "", AREA_HEIGHT);
	drawing_tics_from(drawing, "x", from, to,
			  !is_last                 ? NULL
			  : lanes->unit < US_PER_S ? " ms"
						   : " s",
			  lanes->width);
	lane_put_areas(lanes, lane);
	marks_plot(drawing);
}

static bool draw_timeline(const struct drawing *drawing)
{
	static struct lanes lanes;
	const double lane = TITLE_HEIGHT + BAND_HEIGHT + 2 + AREA_HEIGHT + GAP;
	double height;

	lanes = (struct lanes){ .drawing = drawing, .height = AREA_HEIGHT };
	find_lanes(&lanes);
	if (lanes.count == 0 || lanes.to <= lanes.from || lanes.most <= 0)
		return false;
	height = lane * (double)lanes.count + BOTTOM;
	drawing_start(drawing, (unsigned int)height);
	fprintf(drawing->script, "set multiplot\nset grid xtics ytics lt 1 lc rgb \"" RGB "\"\n",
		drawing_colour(COLOUR_GRID));
	for (size_t i = 0; i < lanes.count; i++) {
		const struct panel panel = { .left = drawing_text_width(drawing, 6),
					     .right = drawing_width(drawing) -
						      drawing_text_width(drawing, 3),
					     .top = lane * (double)i + TITLE_HEIGHT };

		lanes.width = panel.right - panel.left;
		draw_lane(&lanes, &lanes.rows[i], height, panel, i + 1 == lanes.count);
	}
	fprintf(drawing->script, "unset multiplot\n");
	return true;
}

void list_timeline(const struct plot_list *list)
{
	struct plot plot = {
		.id = "timeline",
		.title = "When did which exits happen?",
		.text = "All exits since power-on, by reason, one on top of the other: they are "
			"frequent where an area rises steeply. Time zero is the first checkpoint. "
			"Above: the phases, with names where they fit. From samples; without "
			"samples from the checkpoints, between which exits are spread evenly. Of "
			"several runs, the one with the median of all exits; the totals of the "
			"others are lines.",
		.legend = LEGEND_REASONS,
		.slots = slots_of(list->comparison),
	};

	plot_list_add(list, draw_timeline, NULL, STAGES, &plot);
}
