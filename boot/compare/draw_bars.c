// SPDX-License-Identifier: GPL-2.0-only
/*
 * Exits by stage and by phase, the sets side by side in each row.
 */
#include <string.h>

#include "drawing.h"
#include "format.h"

#define ROWS_MAX 64

struct bar_row {
	const char *name;
	enum fact_section section;
	const char *key, *quantity;
	bool quiet;
};

/* The sets that this drawing has bars for, in order */
static size_t sets_of(const struct drawing *drawing, const struct set *sets[SETS_MAX])
{
	size_t count = 0;

	for (size_t i = 0; i < drawing->comparison->count; i++) {
		const struct set *set = &drawing->comparison->sets[i];

		if (set_record(set) && (!drawing->set || same_phases(set, drawing->set)))
			sets[count++] = set;
	}
	return count;
}

static void put_bars(const struct drawing *drawing, const struct bar_row *rows, size_t count,
		     const struct set *const *sets, size_t set_count)
{
	double height = 0.8 / (double)set_count;

	drawing_bars_start(drawing);
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < set_count; j++)
			drawing_bar(drawing, (double)i - 0.4 + height * ((double)j + 0.5),
				    height * 0.9, 0,
				    (double)facts_value(&sets[j]->facts, rows[i].section,
							rows[i].key, rows[i].quantity),
				    rows[i].quiet ? COLOUR_QUIET
						  : drawing_set_colour(drawing, sets[j]));
	drawing_bars_end(drawing);
}

/* Numbers at the bars' ends, grouped; gnuplot's own format would round them. */
static void put_labels(const struct drawing *drawing, const struct bar_row *rows, size_t count,
		       const struct set *const *sets, size_t set_count)
{
	double height = 0.8 / (double)set_count;
	char text[NUMBER_SIZE];

	fprintf(drawing->script, "$labels <<END\n");
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < set_count; j++) {
			uint64_t value = facts_value(&sets[j]->facts, rows[i].section, rows[i].key,
						     rows[i].quantity);

			fprintf(drawing->script, "%g %llu \"%s\"\n",
				(double)i - 0.4 + height * ((double)j + 0.5),
				(unsigned long long)value, format_number(text, value));
		}
	fprintf(drawing->script, "END\n");
}

static void draw_rows(const struct drawing *drawing, const struct bar_row *rows, size_t count,
		      const struct set *const *sets, size_t set_count)
{
	double most = 1;

	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < set_count; j++) {
			double value = (double)facts_value(&sets[j]->facts, rows[i].section,
							   rows[i].key, rows[i].quantity);

			if (value > most)
				most = value;
		}
	drawing_start(drawing,
		      50 + (unsigned int)(count * (8 + (set_count > 1 ? 15 : 17) * set_count)));
	drawing_names_start(drawing);
	for (size_t i = 0; i < count; i++)
		drawing_name(drawing, (double)i, rows[i].name);
	drawing_names_end(drawing, (double)count);
	put_bars(drawing, rows, count, sets, set_count);
	put_labels(drawing, rows, count, sets, set_count);
	/* Room for the number at the longest bar */
	fprintf(drawing->script, "set xrange [0:%g]\n",
		most * (drawing->shape == SHAPE_WIDE ? 1.12 : 1.32));
	drawing_marks(drawing, "x", most, "");
	fprintf(drawing->script,
		"plot $bars using 3:1:3:4:1:2:5 with boxxyerror lc rgb variable, \\\n"
		"  $labels using 2:1:3 with labels left offset 0.5,0 tc rgb \"%s\"\n",
		drawing_colour(COLOUR_INK));
}

bool draw_stages(const struct drawing *drawing)
{
	static const struct bar_row rows[] = {
		{ "firmware, loader", FACT_STAGE, STAGE_BEFORE, "exits", false },
		{ "system", FACT_STAGE, STAGE_OS, "exits", false },
		{ "measuring", FACT_STAGE, STAGE_MEASURING, "exits", false },
	};
	const struct set *sets[SETS_MAX];
	size_t set_count = sets_of(drawing, sets);

	if (set_count == 0)
		return false;
	draw_rows(drawing, rows, sizeof(rows) / sizeof(rows[0]), sets, set_count);
	return true;
}

bool draw_phases(const struct drawing *drawing)
{
	const struct facts *facts = &drawing->set->facts;
	const struct set *sets[SETS_MAX];
	size_t set_count = sets_of(drawing, sets), count = 1;
	struct bar_row rows[ROWS_MAX] = {
		{ drawing->set->told_apart ? "firmware, loader" : "before", FACT_STAGE,
		  STAGE_BEFORE, "exits", true },
	};

	for (size_t i = 0; i < facts->count && count < ROWS_MAX; i++) {
		const struct fact *fact = &facts->rows[i];

		if (fact->section == FACT_PHASE && strcmp(fact->quantity, "beyond") == 0)
			rows[count++] =
				(struct bar_row){ phase_title(fact->name), FACT_PHASE, fact->name,
						  "beyond", phase_is_measuring(fact->name) };
	}
	if (count == 1)
		return false;
	draw_rows(drawing, rows, count, sets, set_count);
	return true;
}
