// SPDX-License-Identifier: GPL-2.0-only
/*
 * Exits by phase and reason: a cell for each, with its number. The shade is the number's
 * power of ten. On a phone the reasons are in several blocks, one below the other.
 */
#include <string.h>

#include "format.h"
#include "mark.h"
#include "ranking.h"

#define ROWS_MAX  64
#define ROW       22 /* pixels */
#define GAP       10
#define SLANT     0.75 /* the height of a slanted name, in its lengths */
#define CELL_FONT 11
#define CHARACTER 0.62 /* the width of a digit in sizes of the font */

struct heat {
	const struct drawing *drawing;
	const struct set *set;
	const char *phases[ROWS_MAX]; /* NULL: the stage before the first checkpoint */
	size_t rows;
	struct ranking reasons;
	double header, cell_width; /* pixels */
};

/* NULL: there are no such exits */
static const struct fact *fact_of(const struct heat *heat, size_t row, size_t reason)
{
	const char *name = heat->reasons.rows[reason].reason, *phase = heat->phases[row];

	return facts_find(&heat->set->facts,
			  phase ? of_phase_reason(phase, name) : of_reason(name, STAGE_BEFORE));
}

static const char *title_of(const struct heat *heat, size_t row, bool is_short)
{
	const char *phase = heat->phases[row];

	if (phase)
		return phase_title(phase);
	if (!heat->set->has_separate_kernel)
		return is_short ? "before" : "before the first checkpoint";
	return is_short ? "firmware" : "firmware and boot loader";
}

/* 8.8k for what is too wide for a cell */
static void put_short(char to[NUMBER_SIZE], uint64_t value)
{
	static const char units[] = "kMGTPE";
	double shown = (double)value / 1000;
	size_t unit = 0;

	for (; shown >= 999.5 && unit + 2 < sizeof(units); unit++)
		shown /= 1000;
	snprintf(to, NUMBER_SIZE, "%.*f%c", shown < 9.95 ? 1 : 0, shown, units[unit]);
}

static void put_number(const struct heat *heat, size_t row, size_t x, uint64_t value)
{
	char text[NUMBER_SIZE];

	format_number(text, value);
	if ((double)strlen(text) * CELL_FONT * CHARACTER > heat->cell_width - 2)
		put_short(text, value);
	fprintf(heat->drawing->script, "%zu %zu \"%s\"\n", x, row, text);
}

/* The numbers on light or on dark cells; each has a block even if it is empty */
static void put_numbers(const struct heat *heat, const char *block, size_t from, size_t to,
			bool on_last)
{
	FILE *script = heat->drawing->script;

	fprintf(script, "$%s <<END\n-9 -9 \"\"\n", block);
	for (size_t i = 0; i < heat->rows; i++)
		for (size_t j = from; j < to; j++) {
			const struct fact *fact = fact_of(heat, i, j);

			if (fact && fact->stats.median > 0 &&
			    palette_is_last_heat(palette_heat(fact->stats.median)) == on_last)
				put_number(heat, i, j - from, fact->stats.median);
		}
	fprintf(script, "END\n");
	mark_none(heat->drawing,
		  "$%s using 1:2:3 with labels center font \",%d\" tc rgb \"" RGB "\"", block,
		  CELL_FONT, drawing_colour(on_last ? COLOUR_CARD : COLOUR_INK));
}

static void put_cells(const struct heat *heat, size_t from, size_t to)
{
	for (size_t i = 0; i < heat->rows; i++)
		for (size_t j = from; j < to; j++) {
			const struct fact *fact = fact_of(heat, i, j);
			struct bar bar = { .row = (double)i,
					   .height = 0.92,
					   .from = (double)(j - from) - 0.48,
					   .to = (double)(j - from) + 0.48 };
			char what[2 * FACT_NAME_SIZE + 2];
			struct mark mark;

			if (!fact || fact->stats.median == 0)
				continue;
			snprintf(what, sizeof(what), "%s, %s", title_of(heat, i, false),
				 heat->reasons.rows[j].reason);
			mark = mark_of(heat->set, fact, what, "exits");
			bar.colour = palette_heat(fact->stats.median);
			mark_bar(heat->drawing, &mark, &bar);
		}
}

/* The names of reasons above, and lines between the cells */
static void put_frame(const struct heat *heat, size_t from, size_t to)
{
	FILE *script = heat->drawing->script;
	const double bottom = (double)heat->rows - 0.5, right = (double)(to - from) - 0.5;

	drawing_names_start(heat->drawing);
	for (size_t i = 0; i < heat->rows; i++)
		drawing_name(heat->drawing, (double)i, title_of(heat, i, true));
	drawing_names_end(heat->drawing, (double)heat->rows);
	fprintf(script, "unset xtics\nset xrange [-0.5:%g]\nset yrange [%g:%g]\n$names <<END\n",
		right + heat->header / heat->cell_width, bottom, -0.5 - heat->header / ROW);
	for (size_t i = from; i < to; i++)
		fprintf(script, "%g -0.7 \"%s\"\n", (double)(i - from) - 0.1,
			heat->reasons.rows[i].reason);
	fprintf(script, "END\n$lines <<END\n");
	for (size_t i = 0; i <= heat->rows; i++)
		fprintf(script, "-0.5 %g\n%g %g\n\n", (double)i - 0.5, right, (double)i - 0.5);
	for (size_t i = from; i <= to; i++)
		fprintf(script, "%g -0.5\n%g %g\n\n", (double)(i - from) - 0.5,
			(double)(i - from) - 0.5, bottom);
	fprintf(script, "END\n");
	mark_none(heat->drawing, "$lines using 1:2 with lines lw 1 lc rgb \"" RGB "\"",
		  drawing_colour(COLOUR_GRID));
	mark_none(heat->drawing,
		  "$names using 1:2:3 with labels left rotate by 45 tc rgb \"" RGB "\"",
		  drawing_colour(COLOUR_INK));
}

static size_t widest(const struct heat *heat, bool of_reasons)
{
	const size_t count = of_reasons ? heat->reasons.count : heat->rows;
	size_t most = 0;

	for (size_t i = 0; i < count; i++) {
		size_t length =
			strlen(of_reasons ? heat->reasons.rows[i].reason : title_of(heat, i, true));

		if (length > most)
			most = length;
	}
	return most;
}

static void draw_blocks(struct heat *heat, size_t columns)
{
	const struct drawing *drawing = heat->drawing;
	const size_t blocks = (heat->reasons.count + columns - 1) / columns;
	const double names = drawing_text_width(drawing, widest(heat, false) + 1),
		     rows = ROW * (double)heat->rows;
	double line, height;

	heat->header = drawing_text_width(drawing, widest(heat, true)) * SLANT + GAP;
	heat->cell_width = (drawing_width(drawing) - names - heat->header) / (double)columns;
	line = heat->header + rows + GAP;
	height = line * (double)blocks;
	drawing_start(drawing, (unsigned int)height);
	fprintf(drawing->script, "set multiplot\n");
	for (size_t i = 0; i < blocks; i++) {
		const size_t from = i * columns;
		const size_t to =
			from + columns < heat->reasons.count ? from + columns : heat->reasons.count;
		const struct panel panel = {
			.left = names,
			.right = names + heat->cell_width * (double)(to - from) + heat->header,
			.top = line * (double)i,
			.bottom = line * (double)i + heat->header + rows,
		};

		drawing_panel(drawing, height, &panel);
		put_frame(heat, from, to);
		put_cells(heat, from, to);
		put_numbers(heat, "light", from, to, false);
		put_numbers(heat, "dark", from, to, true);
		marks_plot(drawing);
	}
	fprintf(drawing->script, "unset multiplot\n");
}

static bool draw_heat(const struct drawing *drawing)
{
	const struct facts *facts = &drawing->set->facts;
	static struct heat heat;
	size_t columns = drawing->shape == SHAPE_WIDE ? 16 : 6;

	heat = (struct heat){ .drawing = drawing,
			      .set = drawing->set,
			      .rows = 1,
			      .reasons = ranking_of(drawing->set, STAGE_TOTAL) };
	for (size_t i = 0; i < facts->count && heat.rows < ROWS_MAX; i++)
		if (fact_is_some(&facts->rows[i], of_phase(NULL, QUANTITY_NET)))
			heat.phases[heat.rows++] = facts->rows[i].name;
	if (heat.rows == 1 || heat.reasons.count == 0)
		return false;
	if (columns > heat.reasons.count)
		columns = heat.reasons.count;
	draw_blocks(&heat, columns);
	return true;
}

void list_heat(const struct plot_list *list)
{
	for (size_t i = 0; i < list->comparison->count; i++) {
		const struct set *set = &list->comparison->sets[i];
		struct plot plot = { .legend = LEGEND_HEAT, .sets = 1u << i };

		if (!set_record(set) || !set_has_reasons(set))
			continue;
		snprintf(plot.id, sizeof(plot.id), "heat-%zu", i + 1);
		snprintf(plot.title, sizeof(plot.title), "Exits by phase and reason: %s",
			 set->label);
		snprintf(plot.text, sizeof(plot.text),
			 "Each cell has the exits of a reason in a phase, the reader's own reads "
			 "too. Phases go down in the order of time, reasons to the right by exits. "
			 "An empty cell has no exits.%s",
			 set->run_count > 1 ? " Numbers are medians of the runs." : "");
		plot_list_add(list, draw_heat, set, STAGES, &plot);
	}
}
