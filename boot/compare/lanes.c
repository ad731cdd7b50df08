// SPDX-License-Identifier: GPL-2.0-only
/*
 * Draws the band of phases, and the areas of reasons.
 */
#include <string.h>

#include "duration.h"
#include "lanes.h"

#define FONT      11
#define CHARACTER 0.62 /* the width of a character in sizes of the font */

double lane_sum(const struct moment *moment, size_t slots)
{
	double sum = 0;

	for (size_t i = 0; i < slots; i++)
		sum += (double)moment->exits[i];
	return sum;
}

/* Whether all exits before the first checkpoint are firmware and boot loader */
static bool begins_at_handover(const struct lane *lane)
{
	return record_begins_at_handover(lane->set->runs[lane->run].record);
}

static const char *phase_name(const struct lane *lane, const struct timeline_phase *phase,
			      bool is_short)
{
	if (phase->name)
		return phase_title(phase->name);
	if (!begins_at_handover(lane))
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
	const uint64_t before = phase->name ? from->exits[slot] : 0;
	char number[NUMBER_SIZE];
	struct mark mark = { .set = lane->set };

	mark_say(&mark, "%s, %s, %s: %s exits", lane->set->label, phase_name(lane, phase, false),
		 reason, format_number(number, to->exits[slot] - before));
	if (lane->set->run_count > 1)
		mark_say(&mark, ", run %zu of %zu", lane->run + 1, lane->set->run_count);
	else if (slot != SLOT_OTHER && (phase->name || begins_at_handover(lane)))
		mark.fact = facts_find(&lane->set->facts,
				       phase->name ? of_phase_reason(phase->name, reason)
						   : of_reason(reason, STAGE_BEFORE));
	return mark;
}

static void put_area(const struct lanes *lanes, const struct lane *lane,
		     const struct timeline_phase *phase, size_t slot)
{
	const struct moment *moments = lane->line.moments;
	FILE *to = lanes->drawing->script;
	struct mark mark;

	/* Without a reason for it, a slot has no exits, and no name. */
	if (moments[phase->last].exits[slot] == 0)
		return;
	mark = mark_of_area(lanes, lane, phase, slot);
	mark_area_start(lanes->drawing, &mark, COLOUR_REASON + (enum colour)slot);
	for (size_t i = phase->first; i <= phase->last; i++)
		fprintf(to, "%.9g %.9g\n", moments[i].us / lanes->unit,
			lane_sum(&moments[i], slot + 1));
	for (size_t i = phase->last + 1; i-- > phase->first;)
		fprintf(to, "%.9g %.9g\n", moments[i].us / lanes->unit,
			lane_sum(&moments[i], slot));
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
				line.moments[j].us / lanes->unit,
				lane_sum(&line.moments[j], SLOTS));
		fprintf(lanes->drawing->script, "END\n");
		mark_none(lanes->drawing, "$run%zu using 1:2 with lines lw 1 lc rgb \"" RGB "\"", i,
			  colour);
	}
}

/* The reasons at the right end of their areas, where these are high enough */
static void put_reasons(const struct lanes *lanes, const struct lane *lane)
{
	const struct moment *last = &lane->line.moments[lane->line.count - 1];
	const double pixels = lanes->height / lanes->most;

	fprintf(lanes->drawing->script, "$reasons <<END\n0 -9 \"\"\n");
	for (size_t i = 0; i < SLOTS; i++)
		if ((double)last->exits[i] * pixels > FONT + 4)
			fprintf(lanes->drawing->script, "%.9g %.9g \"%s\"\n",
				last->us / lanes->unit,
				lane_sum(last, i) + (double)last->exits[i] / 2,
				i == SLOT_OTHER ? "other" : lanes->drawing->plot->slots.names[i]);
	fprintf(lanes->drawing->script, "END\n");
	mark_none(lanes->drawing,
		  "$reasons using 1:2:3 with labels right offset -0.6,0 font \",%d\" tc rgb \"" RGB
		  "\"",
		  FONT, drawing_colour(COLOUR_CARD));
}

void lane_put_areas(const struct lanes *lanes, const struct lane *lane)
{
	for (size_t i = 0; i < lane->line.phase_count; i++)
		for (size_t j = 0; j < SLOTS; j++)
			put_area(lanes, lane, &lane->line.phases[i], j);
	put_runs(lanes, lane);
	put_reasons(lanes, lane);
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

void lane_put_band(const struct lanes *lanes, const struct lane *lane)
{
	const struct drawing *drawing = lanes->drawing;
	const double pixels = lanes->width / (lanes->to - lanes->from), gap = 1 / pixels;
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

		if ((double)strlen(name) * FONT * CHARACTER < (to - from) * pixels)
			fprintf(drawing->script, "%.9g 0 \"%s\"\n", (from + to) / 2 / lanes->unit,
				name);
	}
	fprintf(drawing->script,
		"END\nset yrange [-0.5:0.5]\nset ytics (\"\" 9)\nset xtics (\"\" -9e9)\n");
	mark_none(drawing, "$phases using 1:2:3 with labels center font \",%d\" tc rgb \"" RGB "\"",
		  FONT, drawing_colour(COLOUR_CARD));
	marks_plot(drawing);
}
