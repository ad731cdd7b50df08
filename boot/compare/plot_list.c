// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which plots there are, in the order of the page.
 */
#include "drawing.h"
#include "format.h"
#include "grid.h"
#include "waterfall.h"

/* Adds a plot in both shapes, if there is anything to be drawn. */
static void add(FILE *script, const struct comparison *comparison, struct plots *plots, draw *body,
		const struct set *set, enum stage stage, const struct plot *plot)
{
	struct drawing drawing = { .script = script,
				   .comparison = comparison,
				   .set = set,
				   .stage = stage,
				   .plot = &plots->rows[plots->count] };

	if (plots->count == PLOTS_MAX)
		return;
	plots->rows[plots->count] = *plot;
	if (plot->sets == 0)
		plots->rows[plots->count].sets = ~0u;
	for (drawing.shape = SHAPE_WIDE; drawing.shape < SHAPES; drawing.shape++)
		if (!body(&drawing))
			return;
	plots->count++;
}

static void add_by_phase(FILE *script, const struct comparison *comparison, struct plots *plots)
{
	for (size_t i = 0; i < comparison->count; i++) {
		const struct set *set = &comparison->sets[i];
		struct plot plot = { .legend = LEGEND_SETS };
		size_t length;

		if (!is_first_of_phases(comparison, set) || !set_is_counted(set))
			continue;
		snprintf(plot.id, sizeof(plot.id), "phases-%zu", i + 1);
		length = (size_t)snprintf(plot.title, sizeof(plot.title), "Exits by phase: %s",
					  set->label);
		plot.sets = 1u << i;
		for (size_t j = i + 1; j < comparison->count && length < sizeof(plot.title); j++)
			if (same_phases(set, &comparison->sets[j])) {
				plot.sets |= 1u << j;
				length += (size_t)snprintf(plot.title + length,
							   sizeof(plot.title) - length, ", %s",
							   comparison->sets[j].label);
			}
		snprintf(plot.text, sizeof(plot.text),
			 "Bars: exits in each phase in order of time, without the reader's own "
			 "reads. The first row, in grey, is %s%s. A grey bar that would hide the "
			 "others is "
			 "cut.",
			 stage_title(set, STAGE_BEFORE),
			 set_is_minimal(set) ? "; so is the calibration, which serves the "
					       "measuring only"
					     : "");
		add(script, comparison, plots, draw_phases, set, STAGES, &plot);
	}
}

static void add_over_time(FILE *script, const struct comparison *comparison, struct plots *plots)
{
	for (size_t i = 0; i < comparison->count; i++) {
		const struct set *set = &comparison->sets[i];
		struct plot plot = { .legend = LEGEND_NONE };

		snprintf(plot.id, sizeof(plot.id), "time-%zu", i + 1);
		snprintf(plot.title, sizeof(plot.title), "Exits over time: %s", set->label);
		snprintf(plot.text, sizeof(plot.text),
			 "Lines over seconds %s: above the exits so far, below the rate in exits "
			 "per second.%s",
			 set_sampled_runs(set) ? "since power-on, from samples"
					       : "since the first checkpoint, from checkpoints",
			 set->run_count > 1 ? " One line for each run." : "");
		add(script, comparison, plots, draw_time, set, STAGES, &plot);
	}
}

static void add_waterfall(FILE *script, const struct comparison *comparison, struct plots *plots)
{
	struct plot plot = { .id = "waterfall" };
	struct waterfall waterfall;

	if (!waterfall_of(comparison, &waterfall))
		return;
	snprintf(plot.title, sizeof(plot.title), "From %s to %s, by reason", waterfall.from->label,
		 waterfall.to->label);
	snprintf(plot.text, sizeof(plot.text),
		 "Waterfall: the exits of the first, then what each reason adds or takes away, the "
		 "largest change first, then the exits of the second; %s.%s",
		 waterfall_scope_title(waterfall.scope),
		 waterfall.from->run_count + waterfall.to->run_count > 2
			 ? " Of several runs it takes each reason's median: these need not add up "
			   "to "
			   "the median of all."
			 : "");
	add(script, comparison, plots, draw_waterfall, NULL, STAGES, &plot);
}

void plot_list(FILE *script, const struct comparison *comparison, struct plots *plots)
{
	static const struct plot stages = {
		.id = "stages",
		.title = "Exits by stage",
		.text = "Bars: exits of firmware and boot loader, of the system, and of measuring "
			"itself.",
		.legend = LEGEND_SETS
	};
	static const struct plot system_reasons = {
		.id = "reasons",
		.title = "Exits by reason: the system",
		.text = "Dots on a logarithmic axis with a place for zero: exits of each reason, "
			"without firmware, boot loader and measuring where these are told apart.",
		.legend = LEGEND_SETS
	};
	static const struct plot firmware_reasons = {
		.id = "reasons-before",
		.title = "Exits by reason: firmware and boot loader",
		.text = "Dots on a logarithmic axis with a place for zero: exits of each reason "
			"before the system's first checkpoint.",
		.legend = LEGEND_SETS
	};
	static const struct plot cycles = {
		.id = "cycles",
		.title = "Cycles by bucket",
		.text = "Stacked bars: the share of the vCPU's time that each bucket has.",
		.legend = LEGEND_BUCKETS
	};

	add(script, comparison, plots, draw_stages, NULL, STAGES, &stages);
	add_waterfall(script, comparison, plots);
	add_by_phase(script, comparison, plots);
	add(script, comparison, plots, draw_reasons, NULL, STAGE_OS, &system_reasons);
	add(script, comparison, plots, draw_reasons, NULL, STAGE_BEFORE, &firmware_reasons);
	add(script, comparison, plots, draw_cycles, NULL, STAGES, &cycles);
	add_over_time(script, comparison, plots);
}
