// SPDX-License-Identifier: GPL-2.0-only
/*
 * The report as one HTML page without scripts and external files.
 */
#include "counters.h"
#include "format.h"
#include "html.h"
#include "outputs.h"
#include "page_css.h"
#include "palette.h"

static void put_shades(FILE *to, bool dark)
{
	fprintf(to, "color-scheme: %s; --paper: %s;", dark ? "dark" : "light",
		dark ? "#16181b" : "#f7f8f9");
	for (size_t i = 0; i < COLOURS; i++)
		fprintf(to, " --%s: #%06x;", palette[i].name,
			(unsigned int)(dark ? palette[i].dark : palette[i].light));
}

static void put_head(FILE *to)
{
	fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	      "<link rel=\"icon\" href=\"data:,\">\n"
	      "<title>Exit Probe: comparison</title>\n<style>\n:root { ",
	      to);
	put_shades(to, false);
	fputs(" }\n@media (prefers-color-scheme: dark) { :root { ", to);
	put_shades(to, true);
	fprintf(to, " } }\n%s</style>\n</head>\n<body>\n", page_css);
	html_svg_points(to);
}

static size_t set_number(const struct comparison *comparison, const struct set *set)
{
	return (size_t)(set - comparison->sets) + 1;
}

static void put_tile(FILE *to, const struct comparison *comparison, const struct set *set)
{
	bool is_system = set_record(set) && set->has_separate_kernel;
	enum stage stage = is_system ? STAGE_OS : STAGE_TOTAL;
	const struct fact *fact = facts_find(&set->facts, of_stage(stage, COUNTER_EXITS));

	fprintf(to, "<li style=\"--mark: var(--set%zu)\"><strong>", set_number(comparison, set));
	html_text(to, set->label);
	fputs("</strong><b>", to);
	if (fact)
		html_fact(to, set, fact);
	else
		fputs("no exits", to);
	fprintf(to, "</b><span>exits, %s</span><span>%zu run%s</span></li>\n",
		is_system ? stage_title(set, stage) : "everything from power-on", set->run_count,
		set->run_count == 1 ? "" : "s");
}

static void put_words(FILE *to, const struct words *words)
{
	fputs("<section>\n<h2>The answers</h2>\n", to);
	for (size_t i = 0; i < words->count; i++) {
		fputs("<h3>", to);
		html_text(to, words->answers[i].question);
		fputs("</h3>\n<ul>\n", to);
		for (size_t j = 0; j < words->answers[i].count; j++) {
			fputs("<li>", to);
			html_text(to, words->answers[i].sentences[j]);
			fputs("</li>\n", to);
		}
		fputs("</ul>\n", to);
	}
	fputs("</section>\n", to);
}

static void put_legend(FILE *to, const struct comparison *comparison, const struct plot *plot)
{
	static const char *const tens[HEATS] = { "1 to 9",   "10 to 99",  "100 to 999", "from 1k",
						 "from 10k", "from 100k", "from 1M" };
	const enum plot_legend legend = plot->legend;

	if (legend == LEGEND_NONE)
		return;
	fputs("<ul class=\"legend\">", to);
	for (size_t i = 0; legend == LEGEND_SETS && i < comparison->count; i++)
		if (plot->sets & 1u << i)
			fprintf(to, "<li><i style=\"--mark: var(--set%zu)\"></i>%s</li>", i + 1,
				comparison->sets[i].label);
	for (size_t i = 0; legend == LEGEND_POINTS && i < comparison->count; i++) {
		fprintf(to, "<li style=\"color: var(--set%zu)\">", i + 1);
		html_svg_point(to, i);
		fprintf(to, "<span>%s</span></li>", comparison->sets[i].label);
	}
	for (size_t i = 0; legend == LEGEND_REASONS && i < SLOTS; i++)
		if (plot->slots.names[i])
			fprintf(to, "<li><i style=\"--mark: var(--reason%zu)\"></i>%s</li>", i + 1,
				plot->slots.names[i]);
	for (unsigned int i = 0; legend == LEGEND_HEAT && i < HEATS; i++)
		fprintf(to, "<li><i style=\"--mark: var(--heat%u)\"></i>%s</li>", i + 1, tens[i]);
	for (unsigned int i = COUNTER_KERNEL; legend == LEGEND_BUCKETS && i <= COUNTER_GUEST; i++)
		if (comparison_has_counter(comparison, i))
			fprintf(to, "<li><i style=\"--mark: var(--bucket%u)\"></i>%s</li>",
				i - COUNTER_KERNEL + 1, counter_title(i));
	fputs("</ul>\n", to);
}

static void put_plot(FILE *to, const struct comparison *comparison, const struct plot *plot)
{
	fprintf(to, "<figure id=\"%s\">\n<figcaption>", plot->id);
	html_text(to, plot->title);
	fputs("<span>", to);
	html_text(to, plot->text);
	fputs("</span></figcaption>\n", to);
	put_legend(to, comparison, plot);
	for (size_t i = 0; i < SHAPES; i++)
		html_svg(to, plot, (enum plot_shape)i);
	fputs("</figure>\n", to);
}

void write_page(FILE *to, const struct comparison *comparison, const struct words *words,
		const struct plots *plots)
{
	put_head(to);
	fputs("<header>\n<h1>VM exits of a boot, compared</h1>\n"
	      "<p class=\"sub\">Counted by a patched KVM, read by Exit Probe. Numbers come from "
	      "the records; for several runs, the median (min-max).</p>\n</header>\n<main>\n"
	      "<ul class=\"tiles\">\n",
	      to);
	for (size_t i = 0; i < comparison->count; i++)
		put_tile(to, comparison, &comparison->sets[i]);
	fputs("</ul>\n", to);
	if (comparison->gate)
		page_gate(to, comparison);
	put_words(to, words);
	fputs("<section>\n<h2>The plots</h2>\n", to);
	for (size_t i = 0; i < plots->count; i++)
		put_plot(to, comparison, &plots->rows[i]);
	fputs("</section>\n<section>\n<h2>The numbers</h2>\n", to);
	page_tables(to, comparison);
	fputs("</section>\n</main>\n<footer>report.json and report.csv in the same folder contain "
	      "all numbers.</footer>\n</body>\n</html>\n",
	      to);
}
