// SPDX-License-Identifier: GPL-2.0-only
/*
 * The cycles of each stage by bucket, in percent.
 */
#include <string.h>

#include "counters.h"
#include "duration.h"
#include "mark.h"

#define ROW_SPACE 34
#define GAP       0.2 /* percent */

struct cycles_row {
	const struct set *set;
	enum stage stage;
};

static uint64_t cycles(const struct cycles_row *row, unsigned int bucket)
{
	return facts_value(&row->set->facts, of_stage(row->stage, bucket));
}

static uint64_t all_cycles(const struct cycles_row *row)
{
	uint64_t sum = 0;

	for (unsigned int i = COUNTER_KERNEL; i <= COUNTER_GUEST; i++)
		sum += cycles(row, i);
	return sum;
}

/* Shows the total only for a set without a record. */
static bool has_row(const struct set *set, enum stage stage)
{
	if (!set_record(set))
		return stage == STAGE_TOTAL;
	return stage == STAGE_BEFORE || stage == STAGE_OS;
}

static size_t rows_of(const struct comparison *comparison, struct cycles_row *rows)
{
	size_t count = 0;

	for (size_t i = 0; i < comparison->count; i++)
		for (unsigned int j = 0; j < STAGES; j++) {
			const struct cycles_row row = { &comparison->sets[i], (enum stage)j };

			if (has_row(row.set, row.stage) && all_cycles(&row) > 0)
				rows[count++] = row;
		}
	return count;
}

static const char *short_title(const struct cycles_row *row)
{
	if (!set_record(row->set))
		return "all";
	if (row->stage == STAGE_OS)
		return "system";
	return row->set->has_separate_kernel ? "firmware" : "before";
}

static struct mark mark_of_cycles(const struct cycles_row *row, unsigned int bucket)
{
	const struct fact *fact = facts_find(&row->set->facts, of_stage(row->stage, bucket));
	char what[128], time[NUMBER_SIZE], share[NUMBER_SIZE];
	struct mark mark;

	snprintf(what, sizeof(what), "%s, %s", short_title(row), counter_title(bucket));
	mark = mark_of(row->set, fact, what, "cycles");
	if (duration_of_host(time, row->set, cycles(row, bucket))[0])
		mark_say(&mark, ", %s", time);
	mark_say(&mark, ", %s", format_share(share, cycles(row, bucket), all_cycles(row)));
	return mark;
}

static void put_row(const struct drawing *drawing, const struct cycles_row *row, size_t at)
{
	const double whole = (double)all_cycles(row) / 100;
	double from = 0;

	for (unsigned int i = COUNTER_KERNEL; i <= COUNTER_GUEST; i++) {
		const double length = (double)cycles(row, i) / whole;
		const struct mark mark = mark_of_cycles(row, i);
		/* A gap separates neighbours. */
		const struct bar bar = { .row = (double)at,
					 .height = 0.66,
					 .from = from,
					 .to = from + (length > GAP ? length - GAP : length),
					 .colour = COLOUR_BUCKET +
						   (enum colour)(i - COUNTER_KERNEL) };

		if (length > 0)
			mark_bar(drawing, &mark, &bar);
		from += length;
	}
}

/* The share in a segment that is wide enough */
static void put_texts(const struct drawing *drawing, const struct cycles_row *rows, size_t count,
		      double pixels)
{
	char share[NUMBER_SIZE];

	fprintf(drawing->script, "$texts <<END\n-9 -9 \"\"\n");
	for (size_t i = 0; i < count; i++) {
		const double whole = (double)all_cycles(&rows[i]);
		double from = 0;

		for (unsigned int j = COUNTER_KERNEL; j <= COUNTER_GUEST; j++) {
			const double length = 100 * (double)cycles(&rows[i], j) / whole;

			format_share(share, cycles(&rows[i], j), all_cycles(&rows[i]));
			if (drawing_text_width(drawing, strlen(share)) < length * pixels)
				fprintf(drawing->script, "%.9g %zu \"%s\"\n", from + length / 2, i,
					share);
			from += length;
		}
	}
	fprintf(drawing->script, "END\n");
	mark_none(drawing, "$texts using 1:2:3 with labels center tc rgb \"" RGB "\"",
		  drawing_colour(COLOUR_CARD));
}

static bool draw_cycles(const struct drawing *drawing)
{
	struct cycles_row rows[STAGES * SETS_MAX];
	size_t count = rows_of(drawing->comparison, rows);

	if (count == 0)
		return false;
	drawing_start(drawing, 50 + ROW_SPACE * (unsigned int)count);
	drawing_names_start(drawing);
	for (size_t i = 0; i < count; i++) {
		char name[2 * LABEL_SIZE];

		/* On a phone the name has two lines. */
		snprintf(name, sizeof(name), "%s%s%s", rows[i].set->label,
			 drawing->shape == SHAPE_WIDE ? ", " : "\\n", short_title(&rows[i]));
		drawing_name(drawing, (double)i, name);
	}
	drawing_names_end(drawing, (double)count);
	for (size_t i = 0; i < count; i++)
		put_row(drawing, &rows[i], i);
	fprintf(drawing->script,
		"set xrange [0:100]\nset rmargin 4\nset xtics (\"0\" 0, \"25 %%%%\" 25, \"50 "
		"%%%%\" "
		"50, "
		"\"75 %%%%\" 75, \"100 %%%%\" 100)\n");
	put_texts(drawing, rows, count, drawing_width(drawing) * 0.7 / 100);
	marks_plot(drawing);
	return true;
}

void list_cycles(const struct plot_list *list)
{
	static const struct plot plot = {
		.id = "cycles",
		.title = "Cycles by bucket",
		.text = "Stacked bars: the share of each bucket in the vCPU's time.",
		.legend = LEGEND_BUCKETS
	};

	plot_list_add(list, draw_cycles, NULL, STAGES, &plot);
}
