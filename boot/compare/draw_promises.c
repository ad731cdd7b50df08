// SPDX-License-Identifier: GPL-2.0-only
/*
 * For each advice that was followed: the exits that it promised to remove, and those that
 * are gone.
 */
#include "drawing.h"
#include "format.h"
#include "promises.h"

#define ROW_SPACE    72
#define NARROW_WORDS 36

static void put_bars(const struct drawing *drawing, const struct promises *promises)
{
	drawing_bars_start(drawing);
	for (size_t i = 0; i < promises->count; i++) {
		const struct promise *promise = &promises->rows[i];

		drawing_bar(drawing, (double)i, 0.22, 0, (double)promise->promised, COLOUR_QUIET);
		drawing_bar(drawing, (double)i + 0.3, 0.22, 0, (double)promise->gone, COLOUR_FEWER);
	}
	drawing_bars_end(drawing);
}

static void put_texts(const struct drawing *drawing, const struct promises *promises)
{
	const int most = drawing->shape == SHAPE_WIDE ? PLOT_TEXT_SIZE : NARROW_WORDS;
	char number[2 * NUMBER_SIZE];

	fprintf(drawing->script, "$labels <<END\n");
	for (size_t i = 0; i < promises->count; i++) {
		const struct promise *promise = &promises->rows[i];

		fprintf(drawing->script, "%g %.17g \"%s promised\"\n", (double)i,
			(double)promise->promised,
			format_up_to(number, promise->promised, promise->error));
		fprintf(drawing->script, "%g %.17g \"%s gone\"\n", (double)i + 0.3,
			(double)promise->gone, format_number(number, promise->gone));
	}
	fprintf(drawing->script, "END\n$words <<END\n");
	for (size_t i = 0; i < promises->count; i++)
		fprintf(drawing->script, "%g 0 \"%.*s\"\n", (double)i - 0.32, most,
			promises->rows[i].advice->title);
	fprintf(drawing->script, "END\n");
}

/* The label that followed it, at its first row */
static void put_labels(const struct drawing *drawing, const struct promises *promises)
{
	drawing_names_start(drawing);
	for (size_t i = 0; i < promises->count; i++) {
		const struct set *to = promises->rows[i].to;

		drawing_name(drawing, (double)i,
			     i > 0 && promises->rows[i - 1].to == to ? "" : to->label);
	}
	drawing_names_end(drawing, (double)promises->count);
}

static bool draw_promises(const struct drawing *drawing)
{
	struct promises promises;
	double longest = 0;

	promises_of(drawing->comparison, &promises);
	if (promises.count == 0)
		return false;
	for (size_t i = 0; i < promises.count; i++)
		if ((double)promises.rows[i].promised > longest)
			longest = (double)promises.rows[i].promised;
	drawing_start(drawing, 70 + ROW_SPACE * (unsigned int)promises.count);
	put_labels(drawing, &promises);
	put_bars(drawing, &promises);
	put_texts(drawing, &promises);
	drawing_worded_bars(drawing, longest, drawing->shape == SHAPE_WIDE ? 1.3 : 2.1);
	return true;
}

void list_promises(const struct plot_list *list)
{
	static const struct plot plot = {
		.id = "promises",
		.title = "Promised against gone",
		.text = "For each advice that the label on the left followed, as its exits tell: "
			"grey, the exits that it promised to remove, as the label before it with "
			"the same phases took them; green, how many of them are gone.",
		.legend = LEGEND_NONE
	};

	plot_list_add(list, draw_promises, NULL, STAGES, &plot);
}
