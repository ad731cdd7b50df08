// SPDX-License-Identifier: GPL-2.0-only
/*
 * The plots of plot_list.def, in the order of the page.
 */
#include "mark.h"

void plot_list_add(const struct plot_list *list, draw *body, const struct set *set,
		   enum stage stage, const struct plot *plot)
{
	struct plots *plots = list->plots;
	struct drawing drawing = { .script = list->script,
				   .comparison = list->comparison,
				   .set = set,
				   .stage = stage,
				   .plot = &plots->rows[plots->count] };

	if (plots->count == PLOTS_MAX)
		return;
	plots->rows[plots->count] = *plot;
	if (plot->sets == 0)
		plots->rows[plots->count].sets = set ? 1u << (set - list->comparison->sets) : ~0u;
	for (drawing.shape = SHAPE_WIDE; drawing.shape < SHAPES; drawing.shape++)
		if (!body(&drawing)) {
			plot_free(drawing.plot);
			return;
		}
	plots->count++;
}

void plot_list(FILE *script, const struct comparison *comparison, struct plots *plots)
{
	const bool are_machines = comparison_is_of_machines(comparison);
	const struct plot_list list = { script, comparison, plots };

/* Machines have one of their own, and no other. */
#define PLOT(name)                                                                                 \
	if (are_machines == (list_##name == list_machines))                                        \
		list_##name(&list);
#include "plot_list.def"
#undef PLOT
}
