// SPDX-License-Identifier: GPL-2.0-only
/*
 * For each advice that was followed: the exits that it promised to remove, and those that
 * are gone.
 */
#include "format.h"
#include "promises.h"
#include "scale.h"

#define ROW_SPACE    72
#define NARROW_WORDS 36

static void put_bar(const struct drawing *drawing, const struct promise *promise, const char *exits,
		    const char *what, const struct bar *bar)
{
	struct mark mark = { .set = promise->to };

	mark_say(&mark, "%s, %s: %s exits %s", promise->to->label, promise->advice->title, exits,
		 what);
	mark_bar(drawing, &mark, bar);
}

static void put_bars(const struct drawing *drawing, const struct promises *promises)
{
	char number[2 * NUMBER_SIZE];

	for (size_t i = 0; i < promises->count; i++) {
		const struct promise *promise = &promises->rows[i];
		struct bar bar = { .row = (double)i,
				   .height = 0.22,
				   .to = (double)promise->promised,
				   .colour = COLOUR_QUIET };

		put_bar(drawing, promise, format_up_to(number, promise->promised, promise->error),
			"promised", &bar);
		bar.row += 0.3;
		bar.to = (double)promise->gone;
		bar.colour = COLOUR_FEWER;
		put_bar(drawing, promise, format_number(number, promise->gone), "gone", &bar);
	}
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
	struct scale scale;
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
	scale = scale_of(longest, 0);
	scale_worded_bars(drawing, &scale, drawing->shape == SHAPE_WIDE ? 1.3 : 2.1);
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
