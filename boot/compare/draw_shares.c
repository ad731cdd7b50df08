// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two bars for each label: what share of its exits, and of KVM's time, each reason has.
 */
#include <string.h>

#include "duration.h"
#include "mark.h"

/* On a phone, a name has two lines. */
#define ROW_SPACE        32
#define ROW_SPACE_NARROW 40
#define TOP              8
#define BOTTOM           30
#define GAP              0.2 /* percent */

struct share_row {
	const struct set *set;
	bool is_time;
};

struct shares {
	const struct drawing *drawing;
	struct share_row rows[2 * SETS_MAX];
	size_t count;
	double pixels; /* of one percent */
};

static enum stage stage_of(const struct set *set)
{
	return set_record(set) ? STAGE_OS : STAGE_TOTAL;
}

static struct fact_key key_of(const struct share_row *row, const char *reason)
{
	return row->is_time ? of_reason_kernel(reason, stage_of(row->set))
			    : of_reason(reason, stage_of(row->set));
}

static uint64_t whole_of(const struct share_row *row)
{
	return facts_value(
		&row->set->facts,
		of_stage(stage_of(row->set), row->is_time ? COUNTER_KERNEL : COUNTER_EXITS));
}

/* The exits or cycles of each slot, and their sum */
static uint64_t sum_slots(const struct shares *shares, const struct share_row *row,
			  uint64_t sums[SLOTS])
{
	const struct facts *facts = &row->set->facts;
	uint64_t sum = 0;

	memset(sums, 0, SLOTS * sizeof(sums[0]));
	for (size_t i = 0; i < facts->count; i++) {
		const struct fact *fact = &facts->rows[i];

		if (!fact_is_some(fact, key_of(row, NULL)))
			continue;
		sums[slot_of(&shares->drawing->plot->slots, fact->name)] += fact->stats.median;
		sum += fact->stats.median;
	}
	return sum;
}

static struct mark mark_of_slot(const struct shares *shares, const struct share_row *row,
				size_t slot, uint64_t value)
{
	const char *name = shares->drawing->plot->slots.names[slot];
	const char *unit = row->is_time ? "cycles in KVM" : "exits";
	char number[NUMBER_SIZE];
	struct mark mark = { .set = row->set };

	if (slot == SLOT_OTHER)
		mark_say(&mark, "%s, %s: %s %s", row->set->label, name,
			 format_number(number, value), unit);
	else
		mark = mark_of(row->set, facts_find(&row->set->facts, key_of(row, name)), name,
			       unit);
	if (row->is_time && duration_of_host(number, row->set, value)[0])
		mark_say(&mark, ", %s", number);
	mark_say(&mark, ", %s", format_share(number, value, whole_of(row)));
	return mark;
}

/* "ioio 29 %" in a segment that is wide enough; each row has a line, even if none is */
static void put_texts(const struct shares *shares)
{
	FILE *to = shares->drawing->script;
	char share[NUMBER_SIZE], text[FACT_NAME_SIZE + NUMBER_SIZE];

	fprintf(to, "$texts <<END\n-9 -9 \"\"\n");
	for (size_t i = 0; i < shares->count; i++) {
		uint64_t sums[SLOTS], sum = sum_slots(shares, &shares->rows[i], sums);
		double from = 0;

		for (size_t j = 0; j < SLOTS && sum > 0; j++) {
			const double length = 100 * (double)sums[j] / (double)sum;

			snprintf(text, sizeof(text), "%s %s",
				 j == SLOT_OTHER ? "other" : shares->drawing->plot->slots.names[j],
				 format_share(share, sums[j], whole_of(&shares->rows[i])));
			if (sums[j] > 0 && drawing_text_width(shares->drawing, strlen(text)) <
						   length * shares->pixels)
				fprintf(to, "%.9g %zu \"%s\"\n", from + length / 2, i, text);
			from += length;
		}
	}
	fprintf(to, "END\n");
	mark_none(shares->drawing, "$texts using 1:2:3 with labels center tc rgb \"" RGB "\"",
		  drawing_colour(COLOUR_CARD));
}

static void put_row(const struct shares *shares, size_t at)
{
	const struct share_row *row = &shares->rows[at];
	uint64_t sums[SLOTS], sum = sum_slots(shares, row, sums);
	double from = 0;

	for (size_t i = 0; i < SLOTS && sum > 0; i++) {
		const double length = 100 * (double)sums[i] / (double)sum;
		const struct bar bar = { .row = (double)at,
					 .height = 0.76,
					 .from = from,
					 .to = from + (length > GAP ? length - GAP : length),
					 .colour = COLOUR_REASON + (enum colour)i };
		struct mark mark;

		if (sums[i] == 0)
			continue;
		mark = mark_of_slot(shares, row, i, sums[i]);
		mark_bar(shares->drawing, &mark, &bar);
		from += length;
	}
}

static void put_names(const struct shares *shares)
{
	const struct drawing *drawing = shares->drawing;
	char name[LABEL_SIZE + 16];

	drawing_names_start(drawing);
	for (size_t i = 0; i < shares->count; i++) {
		snprintf(name, sizeof(name), "%s%s%s", shares->rows[i].set->label,
			 drawing->shape == SHAPE_WIDE ? ", " : "\\n",
			 shares->rows[i].is_time ? "time in KVM" : "exits");
		drawing_name(drawing, (double)i, name);
	}
	drawing_names_end(drawing, (double)shares->count);
}

static double names_width(const struct shares *shares)
{
	const bool is_wide = shares->drawing->shape == SHAPE_WIDE;
	size_t most = strlen("time in KVM");

	for (size_t i = 0; i < shares->count; i++) {
		size_t length = strlen(shares->rows[i].set->label) +
				(is_wide ? strlen(", time in KVM") : 0);

		if (length > most)
			most = length;
	}
	return drawing_text_width(shares->drawing, most + 1);
}

static bool draw_shares(const struct drawing *drawing)
{
	struct shares shares = { .drawing = drawing };
	struct panel panel = { .top = TOP };
	const double space = drawing->shape == SHAPE_WIDE ? ROW_SPACE : ROW_SPACE_NARROW;
	double height;

	for (size_t i = 0; i < 2 * drawing->comparison->count; i++) {
		const struct share_row row = { &drawing->comparison->sets[i / 2], i % 2 };
		uint64_t sums[SLOTS];

		if (sum_slots(&shares, &row, sums) > 0)
			shares.rows[shares.count++] = row;
	}
	if (shares.count == 0)
		return false;
	height = TOP + (double)shares.count * space + BOTTOM;
	panel.left = names_width(&shares);
	panel.right = drawing_width(drawing) - drawing_text_width(drawing, 3);
	panel.bottom = height - BOTTOM;
	shares.pixels = (panel.right - panel.left) / 100;
	drawing_start(drawing, (unsigned int)height);
	drawing_panel(drawing, height, &panel);
	put_names(&shares);
	fprintf(drawing->script, "set xrange [0:100]\n");
	drawing_tics(drawing, "x", 100, " %%", panel.right - panel.left);
	for (size_t i = 0; i < shares.count; i++)
		put_row(&shares, i);
	put_texts(&shares);
	marks_plot(drawing);
	return true;
}

void list_shares(const struct plot_list *list)
{
	struct plot plot = {
		.id = "shares",
		.title = "Share of each reason in exits, and in KVM's time: the system",
		.text = "A reason with a longer part in the lower bar takes KVM longer than an "
			"exit "
			"does on average. Time is KVM's in the kernel, without the VMM's.",
		.legend = LEGEND_REASONS,
		.slots = slots_of(list->comparison),
	};

	plot_list_add(list, draw_shares, NULL, STAGES, &plot);
}
