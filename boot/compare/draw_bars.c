// SPDX-License-Identifier: GPL-2.0-only
/*
 * Exits by stage and by phase. Each row has one bar per set.
 */
#include "drawing.h"
#include "format.h"
#include "grid.h"

#define ROWS_MAX 64

/* A quiet bar that is CUT_FROM times the longest other bar is cut to CUT_TO times. */
#define CUT_FROM 2
#define CUT_TO   1.1

struct bar_row {
	const char *name;
	struct fact_key key;
	bool is_quiet; /* grey: other bars matter more */
};

/* The sets of this drawing, in order */
static size_t sets_of(const struct drawing *drawing, const struct set *sets[SETS_MAX])
{
	size_t count = 0;

	for (size_t i = 0; i < drawing->comparison->count; i++) {
		const struct set *set = &drawing->comparison->sets[i];

		if (set_record(set) && (!drawing->set || sets_have_same_phases(set, drawing->set)))
			sets[count++] = set;
	}
	return count;
}

/* The rows, and the sets with a bar in each row */
struct bars {
	const struct drawing *drawing;
	const struct bar_row *rows;
	size_t count;
	const struct set *sets[SETS_MAX];
	size_t set_count;
	double longest; /* longer ones are cut */
	bool has_cut;
};

static uint64_t value_of(const struct bars *bars, size_t row, size_t set)
{
	return facts_value(&bars->sets[set]->facts, bars->rows[row].key);
}

/* Quiet bars do not set the scale if they are much longer than the others. */
static void measure(struct bars *bars)
{
	double quiet = 0, loud = 0;

	for (size_t i = 0; i < bars->count; i++)
		for (size_t j = 0; j < bars->set_count; j++) {
			double *max = bars->rows[i].is_quiet ? &quiet : &loud;

			if ((double)value_of(bars, i, j) > *max)
				*max = (double)value_of(bars, i, j);
		}
	bars->has_cut = loud > 0 && quiet > loud * CUT_FROM;
	bars->longest = bars->has_cut ? loud * CUT_TO : quiet > loud ? quiet : loud;
	if (bars->longest < 1)
		bars->longest = 1;
}

static double length_of(const struct bars *bars, size_t row, size_t set)
{
	double value = (double)value_of(bars, row, set);

	return value > bars->longest ? bars->longest : value;
}

static double position(const struct bars *bars, size_t row, size_t set)
{
	return (double)row - 0.4 + 0.8 / (double)bars->set_count * ((double)set + 0.5);
}

static void put_bars(const struct bars *bars)
{
	const struct drawing *drawing = bars->drawing;

	drawing_bars_start(drawing);
	for (size_t i = 0; i < bars->count; i++)
		for (size_t j = 0; j < bars->set_count; j++)
			drawing_bar(drawing, position(bars, i, j),
				    0.8 / (double)bars->set_count * 0.9, 0, length_of(bars, i, j),
				    bars->rows[i].is_quiet
					    ? COLOUR_QUIET
					    : drawing_set_colour(drawing, bars->sets[j]));
	drawing_bars_end(drawing);
}

/* Numbers at the ends of bars. gnuplot's own format would round them. */
static void put_labels(const struct bars *bars)
{
	FILE *to = bars->drawing->script;
	char text[NUMBER_SIZE];

	fprintf(to, "$labels <<END\n");
	for (size_t i = 0; i < bars->count; i++)
		for (size_t j = 0; j < bars->set_count; j++)
			fprintf(to, "%g %.17g \"%s%s\"\n", position(bars, i, j),
				length_of(bars, i, j), format_number(text, value_of(bars, i, j)),
				(double)value_of(bars, i, j) > bars->longest ? ", cut" : "");
	fprintf(to, "END\n");
}

/* The width of the plot in lengths of the longest bar, with space for its number */
static double width_factor(const struct bars *bars)
{
	if (bars->drawing->shape == SHAPE_WIDE)
		return bars->has_cut ? 1.18 : 1.12;
	return bars->has_cut ? 1.55 : 1.32;
}

static bool draw_rows(const struct drawing *drawing, const struct bar_row *rows, size_t count)
{
	struct bars bars = { .drawing = drawing, .rows = rows, .count = count };
	size_t row_space;

	bars.set_count = sets_of(drawing, bars.sets);
	if (bars.set_count == 0)
		return false;
	measure(&bars);
	row_space = 8 + (bars.set_count > 1 ? 15 : 17) * bars.set_count;
	drawing_start(drawing, 50 + (unsigned int)(count * row_space));
	drawing_names_start(drawing);
	for (size_t i = 0; i < count; i++)
		drawing_name(drawing, (double)i, rows[i].name);
	drawing_names_end(drawing, (double)count);
	put_bars(&bars);
	put_labels(&bars);
	fprintf(drawing->script, "set xrange [0:%g]\n", bars.longest * width_factor(&bars));
	drawing_marks(drawing, "x", bars.longest, "");
	fprintf(drawing->script,
		"plot $bars using 3:1:3:4:1:2:5 with boxxyerror lc rgb variable, \\\n"
		"  $labels using 2:1:3 with labels left offset 0.5,0 tc rgb \"" RGB "\"\n",
		drawing_colour(COLOUR_INK));
	return true;
}

static bool draw_stages(const struct drawing *drawing)
{
	const struct bar_row rows[] = {
		{ "firmware, loader", of_stage(STAGE_BEFORE, COUNTER_EXITS), false },
		{ "system", of_stage(STAGE_OS, COUNTER_EXITS), false },
		{ "measuring", of_stage(STAGE_MEASURING, COUNTER_EXITS), false },
	};

	return draw_rows(drawing, rows, sizeof(rows) / sizeof(rows[0]));
}

void list_stages(const struct plot_list *list)
{
	static const struct plot plot = {
		.id = "stages",
		.title = "Exits by stage",
		.text = "Bars: exits of firmware and boot loader, of the system, and of the "
			"measurement.",
		.legend = LEGEND_SETS
	};

	plot_list_add(list, draw_stages, NULL, STAGES, &plot);
}

static bool draw_phases(const struct drawing *drawing)
{
	const struct facts *facts = &drawing->set->facts;
	size_t count = 1;
	struct bar_row rows[ROWS_MAX] = {
		{ drawing->set->has_separate_kernel ? "firmware, loader" : "before",
		  of_stage(STAGE_BEFORE, COUNTER_EXITS), true },
	};

	for (size_t i = 0; i < facts->count && count < ROWS_MAX; i++) {
		const struct fact *fact = &facts->rows[i];

		if (fact_is_some(fact, of_phase(NULL, QUANTITY_NET)))
			rows[count++] = (struct bar_row){ phase_title(fact->name),
							  of_phase(fact->name, QUANTITY_NET),
							  phase_is_measuring(fact->name) };
	}
	return count > 1 && draw_rows(drawing, rows, count);
}

void list_phases(const struct plot_list *list)
{
	const struct comparison *comparison = list->comparison;

	for (size_t i = 0; i < comparison->count; i++) {
		const struct set *set = &comparison->sets[i];
		struct plot plot = { .legend = LEGEND_SETS };
		size_t length;

		if (!is_first_of_phases(comparison, set) || !set_is_counted(set))
			continue;
		snprintf(plot.id, sizeof(plot.id), "phases-%zu", i + 1);
		length = (size_t)snprintf(plot.title, sizeof(plot.title), "Net exits by phase: %s",
					  set->label);
		plot.sets = 1u << i;
		for (size_t j = i + 1; j < comparison->count && length < sizeof(plot.title); j++)
			if (sets_have_same_phases(set, &comparison->sets[j])) {
				plot.sets |= 1u << j;
				length += (size_t)snprintf(plot.title + length,
							   sizeof(plot.title) - length, ", %s",
							   comparison->sets[j].label);
			}
		snprintf(plot.text, sizeof(plot.text),
			 "Bars: net exits of each phase, without the reader's own reads, in order "
			 "of time. Grey: %s%s. Very long grey bars are cut.",
			 stage_title(set, STAGE_BEFORE),
			 set_is_minimal(set) ? ", and the calibration, which is part of the "
					       "measurement"
					     : "");
		plot_list_add(list, draw_phases, set, STAGES, &plot);
	}
}
