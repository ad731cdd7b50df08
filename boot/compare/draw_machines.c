// SPDX-License-Identifier: GPL-2.0-only
/*
 * What an exit costs on each machine: a panel for each kind of exit, with the same rows.
 */
#include <string.h>

#include "format.h"
#include "machines.h"
#include "mark.h"

#define TOP        34 /* of a panel: its title */
#define BOTTOM     34 /* its tics */
#define ROW_SPACE  28
#define ROW_LITTLE 18 /* of many machines */
#define DOT_LITTLE 0.6
#define MANY       12
#define APART      0.42 /* of a row: from one KVM's line to the other's */
#define NAME_MAX   24   /* characters of a machine's name beside its row */
#define ROOM       1.25 /* of the largest median: a longer line goes on outside */

struct panels {
	const struct drawing *drawing;
	const struct machine_kind *kinds[MACHINE_KINDS];
	size_t count, columns;
	double row_space, names; /* pixels */
	double dot;              /* its size */
};

static const struct fact *fact_of(const struct comparison *comparison, const struct set *set,
				  const struct machine_kind *kind, enum bench_host host,
				  enum bench_quantity quantity)
{
	if (!machine_has_costs(comparison, set, kind->bench))
		return NULL;
	return facts_find(&set->facts, of_bench(kind->bench, host, quantity));
}

static double longest(const struct comparison *comparison, const struct machine_kind *kind)
{
	uint64_t most = 0;

	for (size_t i = 0; i < comparison->count; i++)
		for (unsigned int j = 0; j < BENCH_HOSTS; j++) {
			const struct fact *fact = fact_of(comparison, &comparison->sets[i], kind,
							  (enum bench_host)j, BENCH_MEDIAN);

			if (fact && fact->stats.max > most)
				most = fact->stats.max;
		}
	return (double)most * ROOM;
}

static struct panels panels_of(const struct drawing *drawing)
{
	const bool is_wide = drawing->shape == SHAPE_WIDE;
	const bool are_many = drawing->comparison->count > MANY;
	struct panels panels = { .drawing = drawing,
				 .columns = is_wide ? 3 : 1,
				 .row_space = are_many ? ROW_LITTLE : ROW_SPACE,
				 .dot = are_many ? DOT_LITTLE : 1,
				 .names = drawing_text_width(drawing, NAME_MAX) };

	for (size_t i = 0; i < MACHINE_KINDS; i++)
		if (longest(drawing->comparison, &machine_kinds[i]) > 0)
			panels.kinds[panels.count++] = &machine_kinds[i];
	return panels;
}

/* A long name keeps its number, " (2)". */
static void shorten(char name[LABEL_SIZE], const char *label)
{
	const char *number = strrchr(label, ' ');
	const int kept = number && number[1] == '(' ? (int)strlen(number) : 0;

	if (strlen(label) > NAME_MAX)
		snprintf(name, LABEL_SIZE, "%.*s..%s", NAME_MAX - 2 - kept, label,
			 kept ? number : "");
	else
		snprintf(name, LABEL_SIZE, "%s", label);
}

static void put_names(const struct panels *panels, bool has_names)
{
	const struct comparison *comparison = panels->drawing->comparison;

	drawing_names_start(panels->drawing);
	for (size_t i = 0; i < comparison->count; i++) {
		char name[LABEL_SIZE];

		shorten(name, comparison->sets[i].label);
		drawing_name(panels->drawing, (double)i, has_names ? name : "");
	}
	drawing_names_end(panels->drawing, (double)comparison->count);
}

static struct mark mark_of_cost(const struct comparison *comparison, const struct set *set,
				const struct machine_kind *kind, enum bench_host host,
				const struct stats *min, const struct stats *p99)
{
	const struct fact *median = fact_of(comparison, set, kind, host, BENCH_MEDIAN);
	char what[128], number[NUMBER_SIZE];
	struct mark mark;

	snprintf(what, sizeof(what), "%s, %s KVM", kind->bench,
		 host == BENCH_STOCK ? "stock" : "patched");
	mark = mark_of(set, median, what, "cycles");
	if (set_host_khz(set) > 0)
		mark_say(&mark, ", %s us",
			 format_time(number, (double)median->stats.median,
				     (double)set_host_khz(set) / 1000));
	mark_say(&mark, ", min %s", format_number(number, min->min));
	mark_say(&mark, ", p99 %s", format_number(number, p99->max));
	return mark;
}

static void put_cost(const struct panels *panels, size_t row, const struct machine_kind *kind,
		     enum bench_host host, double end)
{
	static const struct {
		enum colour colour;
		unsigned int shape;
	} looks[BENCH_HOSTS] = {
		[BENCH_STOCK] = { COLOUR_SET, 0 },
		[BENCH_PATCHED] = { COLOUR_SET + 1, 1 },
	};
	const struct comparison *comparison = panels->drawing->comparison;
	const struct set *set = &comparison->sets[row];
	const struct fact *median = fact_of(comparison, set, kind, host, BENCH_MEDIAN);
	struct point_shape shape = point_shapes[looks[host].shape];
	struct bar spread = { .height = 6 / panels->row_space, .colour = looks[host].colour };
	const struct stats *min, *p99;
	struct mark mark;

	if (!median)
		return;
	min = &fact_of(comparison, set, kind, host, BENCH_MIN)->stats;
	p99 = &fact_of(comparison, set, kind, host, BENCH_P99)->stats;
	mark = mark_of_cost(comparison, set, kind, host, min, p99);
	spread.row = (double)row + (host == BENCH_STOCK ? -APART : APART) / 2;
	spread.from = (double)min->min;
	spread.to = (double)p99->max < end ? (double)p99->max : end;
	mark_spread(panels->drawing, &mark, &spread);
	shape.size *= panels->dot;
	mark_point(panels->drawing, &mark, &shape, spread.colour, (double)median->stats.median,
		   spread.row);
}

static void draw_panel(const struct panels *panels, size_t at, double width)
{
	const struct drawing *drawing = panels->drawing;
	const struct comparison *comparison = drawing->comparison;
	const struct machine_kind *kind = panels->kinds[at];
	const double end = longest(comparison, kind);

	put_names(panels, at % panels->columns == 0);
	fprintf(drawing->script, "set xrange [0:%.17g]\n", end);
	drawing_tics(drawing, "x", end, "", width);
	for (size_t i = 0; i < comparison->count; i++)
		for (unsigned int j = 0; j < BENCH_HOSTS; j++)
			put_cost(panels, i, kind, (enum bench_host)j, end);
	marks_plot(drawing);
}

static bool draw_machines(const struct drawing *drawing)
{
	const struct panels panels = panels_of(drawing);
	const double rows = panels.row_space * (double)drawing->comparison->count,
		     each = TOP + rows + BOTTOM,
		     lines = (double)((panels.count + panels.columns - 1) / panels.columns),
		     width = (drawing_width(drawing) - panels.names) / (double)panels.columns;

	if (panels.count == 0)
		return false;
	drawing_start(drawing, (unsigned int)(lines * each));
	fprintf(drawing->script, "set multiplot\n");
	for (size_t i = 0; i < panels.count; i++) {
		const double left = panels.names + width * (double)(i % panels.columns),
			     top = TOP + each * (double)(i / panels.columns);
		const struct panel panel = { .left = left,
					     .right = left + width - 26,
					     .top = top,
					     .bottom = top + rows,
					     .title = panels.kinds[i]->title };

		drawing_panel(drawing, lines * each, &panel);
		draw_panel(&panels, i, width - 26);
	}
	fprintf(drawing->script, "unset multiplot\n");
	return true;
}

void list_machines(const struct plot_list *list)
{
	static const struct plot plot = {
		.id = "machines",
		.title = "What an exit costs, by machine",
		.text = "Cycles of the TSC around one operation of the guest, a panel for each "
			"kind of exit. A dot is the median of a round; a line goes from the min to "
			"the p99 of all rounds, and leaves the panel if that is far away. Machines "
			"are in the order of their CPUs.",
		.legend = LEGEND_HOSTS
	};

	plot_list_add(list, draw_machines, NULL, STAGES, &plot);
}
