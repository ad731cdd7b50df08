// SPDX-License-Identifier: GPL-2.0-only
/*
 * Exits over time, stacked by reason, below a band of phases: one panel for each label, with
 * the same axes. They add up, so that phases of any length are legible.
 */
#include <string.h>

#include "duration.h"
#include "mark.h"
#include "timeline.h"

#define TITLE_HEIGHT 32
#define BAND_HEIGHT  18
#define AREA_HEIGHT  130
#define GAP          10
#define BOTTOM       34
#define SMALL_FONT   11
#define US_PER_S     1e6
#define US_PER_MS    1e3

struct lane {
	const struct set *set;
	size_t run; /* that is drawn: the first one with the median of all exits, if it can be */
	struct timeline line;
};

struct lanes {
	const struct drawing *drawing;
	struct lane rows[SETS_MAX];
	size_t count;
	double from, to, most; /* microseconds, exits */
	double unit, pixels;   /* microseconds of the axis' unit; the width of a panel */
};

static double sum_of(const struct moment *moment, size_t slots)
{
	double sum = 0;

	for (size_t i = 0; i < slots; i++)
		sum += moment->exits[i];
	return sum;
}

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
		if (sum_of(last, SLOTS) > lanes->most)
			lanes->most = sum_of(last, SLOTS);
	}
	lanes->unit = lanes->to - lanes->from < US_PER_S ? US_PER_MS : US_PER_S;
}

static const char *phase_name(const struct lane *lane, const struct timeline_phase *phase,
			      bool is_short)
{
	if (phase->name)
		return phase_title(phase->name);
	if (!lane->set->has_separate_kernel)
		return is_short ? "before" : "before the first checkpoint";
	return is_short ? "firmware" : "firmware and boot loader";
}

/* The number of this run; with a row in the CSV if there is no other */
static struct mark mark_of_area(const struct lanes *lanes, const struct lane *lane,
				const struct timeline_phase *phase, size_t slot)
{
	const struct moment *from = &lane->line.moments[phase->first],
			    *to = &lane->line.moments[phase->last];
	const char *reason = lanes->drawing->plot->slots.names[slot];
	const double before = phase->name ? from->exits[slot] : 0;
	char number[NUMBER_SIZE];
	struct mark mark = { .set = lane->set };

	mark_say(&mark, "%s, %s, %s: %s exits", lane->set->label, phase_name(lane, phase, false),
		 reason, format_number(number, (uint64_t)(to->exits[slot] - before)));
	if (lane->set->run_count > 1)
		mark_say(&mark, ", run %zu of %zu", lane->run + 1, lane->set->run_count);
	else if (slot != SLOT_OTHER)
		mark.fact = facts_find(&lane->set->facts,
				       phase->name ? of_phase_reason(phase->name, reason)
						   : of_reason(reason, STAGE_BEFORE));
	return mark;
}

static void put_area(const struct lanes *lanes, const struct lane *lane,
		     const struct timeline_phase *phase, size_t slot)
{
	const struct mark mark = mark_of_area(lanes, lane, phase, slot);
	const struct moment *moments = lane->line.moments;
	FILE *to = lanes->drawing->script;

	if (moments[phase->last].exits[slot] <= 0)
		return;
	mark_area_start(lanes->drawing, &mark, COLOUR_REASON + (enum colour)slot);
	for (size_t i = phase->first; i <= phase->last; i++)
		fprintf(to, "%.9g %.9g\n", moments[i].us / lanes->unit,
			sum_of(&moments[i], slot + 1));
	for (size_t i = phase->last + 1; i-- > phase->first;)
		fprintf(to, "%.9g %.9g\n", moments[i].us / lanes->unit, sum_of(&moments[i], slot));
	mark_area_end(lanes->drawing);
}

/* The other runs of the label */
static void put_runs(const struct lanes *lanes, const struct lane *lane)
{
	static struct timeline line;
	const unsigned int colour = drawing_colour(COLOUR_INK);

	for (size_t i = 0; i < lane->set->run_count; i++) {
		if (i == lane->run ||
		    !timeline_of(&lane->set->runs[i], &lanes->drawing->plot->slots, &line))
			continue;
		fprintf(lanes->drawing->script, "$run%zu <<END\n", i);
		for (size_t j = 0; j < line.count; j++)
			fprintf(lanes->drawing->script, "%.9g %.9g\n",
				line.moments[j].us / lanes->unit, sum_of(&line.moments[j], SLOTS));
		fprintf(lanes->drawing->script, "END\n");
		mark_none(lanes->drawing, "$run%zu using 1:2 with lines lw 1 lc rgb \"" RGB "\"", i,
			  colour);
	}
}

/* The reasons at the right end of their areas, where these are high enough */
static void put_reasons(const struct lanes *lanes, const struct lane *lane)
{
	const struct moment *last = &lane->line.moments[lane->line.count - 1];
	const double pixels = AREA_HEIGHT / lanes->most;

	fprintf(lanes->drawing->script, "$reasons <<END\n0 -9 \"\"\n");
	for (size_t i = 0; i < SLOTS; i++)
		if (last->exits[i] * pixels > SMALL_FONT + 4)
			fprintf(lanes->drawing->script, "%.9g %.9g \"%s\"\n",
				last->us / lanes->unit, sum_of(last, i) + last->exits[i] / 2,
				i == SLOT_OTHER ? "other" : lanes->drawing->plot->slots.names[i]);
	fprintf(lanes->drawing->script, "END\n");
	mark_none(lanes->drawing,
		  "$reasons using 1:2:3 with labels right offset -0.6,0 font \",%d\" tc rgb \"" RGB
		  "\"",
		  SMALL_FONT, drawing_colour(COLOUR_CARD));
}

static struct mark mark_of_phase(const struct lane *lane, const struct timeline_phase *phase)
{
	const struct fact *tsc =
		phase->name ? facts_find(&lane->set->facts, of_phase(phase->name, QUANTITY_TSC))
			    : NULL;
	char time[NUMBER_SIZE], share[NUMBER_SIZE];
	struct mark mark = { .set = lane->set };

	if (!tsc) {
		mark_say(&mark, "%s, %s", lane->set->label, phase_name(lane, phase, false));
		return mark;
	}
	mark = mark_of(lane->set, tsc, phase_name(lane, phase, false), "cycles of the guest's TSC");
	if (duration_of_guest(time, lane->set, tsc->stats.median)[0])
		mark_say(&mark, ", %s", time);
	if (!phase_is_measuring(phase->name))
		mark_say(&mark, ", %s of the system's time",
			 format_share(
				 share, tsc->stats.median,
				 facts_value(&lane->set->facts, of_stage(STAGE_OS, QUANTITY_TSC))));
	return mark;
}

/* The band of phases, with names where they fit */
static void put_band(const struct lanes *lanes, const struct lane *lane)
{
	const struct drawing *drawing = lanes->drawing;
	const double pixels = lanes->pixels / (lanes->to - lanes->from), gap = 1 / pixels;
	const struct moment *moments = lane->line.moments;

	for (size_t i = 0; i < lane->line.phase_count; i++) {
		const struct timeline_phase *phase = &lane->line.phases[i];
		const double from = moments[phase->first].us, to = moments[phase->last].us;
		const struct mark mark = mark_of_phase(lane, phase);
		const struct bar bar = { .height = 0.9,
					 .from = from / lanes->unit,
					 .to = (to - from > 2 * gap ? to - gap : to) / lanes->unit,
					 .colour = i % 2 ? COLOUR_BAND : COLOUR_MUTED };

		mark_bar(drawing, &mark, &bar);
	}
	fprintf(drawing->script, "$phases <<END\n0 9 \"\"\n");
	for (size_t i = 0; i < lane->line.phase_count; i++) {
		const struct timeline_phase *phase = &lane->line.phases[i];
		const double from = moments[phase->first].us, to = moments[phase->last].us;
		const char *name = phase_name(lane, phase, true);

		if ((double)strlen(name) * SMALL_FONT * 0.62 < (to - from) * pixels)
			fprintf(drawing->script, "%.9g 0 \"%s\"\n", (from + to) / 2 / lanes->unit,
				name);
	}
	fprintf(drawing->script,
		"END\nset yrange [-0.5:0.5]\nset ytics (\"\" 9)\nset xtics (\"\" -9e9)\n");
	mark_none(drawing, "$phases using 1:2:3 with labels center font \",%d\" tc rgb \"" RGB "\"",
		  SMALL_FONT, drawing_colour(COLOUR_CARD));
	marks_plot(drawing);
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
	put_band(lanes, lane);
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
			  lanes->pixels);
	for (size_t i = 0; i < lane->line.phase_count; i++)
		for (size_t j = 0; j < SLOTS; j++)
			put_area(lanes, lane, &lane->line.phases[i], j);
	put_runs(lanes, lane);
	put_reasons(lanes, lane);
	marks_plot(drawing);
}

static bool draw_timeline(const struct drawing *drawing)
{
	static struct lanes lanes;
	const double lane = TITLE_HEIGHT + BAND_HEIGHT + 2 + AREA_HEIGHT + GAP;
	double height;

	lanes = (struct lanes){ .drawing = drawing };
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

		lanes.pixels = panel.right - panel.left;
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
