// SPDX-License-Identifier: GPL-2.0-only
/*
 * The report as one HTML page without scripts and external files.
 */
#include <string.h>

#include "counters.h"
#include "html.h"
#include "outputs.h"
#include "page_css.h"
#include "palette.h"
#include "tool/version.h"
#include "words_advice.h"

#define SENTENCES_OPEN 8

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
	fputs(" }\n@media screen and (prefers-color-scheme: dark) { :root { ", to);
	put_shades(to, true);
	fprintf(to, " } }\n%s</style>\n</head>\n<body>\n", page_css);
	html_svg_points(to);
}

/* For a reader who never met one */
static void put_exits(FILE *to)
{
	fputs("<p>A virtual machine runs on the CPU itself, until it does something that only the "
	      "hypervisor may do for it, or the host needs the CPU: this is a VM exit. KVM handles "
	      "it in the kernel, or hands it on to the VMM (such as QEMU), which has the devices, "
	      "and enters the guest again. Each exit takes a microsecond or more in which the "
	      "guest stands still, and its <em>reason</em>, a number from the CPU, says why it "
	      "happened.</p>\n",
	      to);
}

static void put_answer(FILE *to, const struct answer *answer, bool is_open)
{
	fprintf(to, "<details%s>\n<summary><h3>", is_open ? " open" : "");
	html_text(to, answer->question);
	fputs("</h3></summary>\n", to);
	html_sentences(to, answer);
	fputs("</details>\n", to);
}

/* Long answers are folded, except what would remove exits. */
static void put_words(FILE *to, const struct words *words)
{
	fputs("<section>\n<h2>The answers</h2>\n", to);
	for (size_t i = 0; i < words->count; i++) {
		const struct answer *answer = &words->answers[i];

		put_answer(to, answer,
			   answer->count <= SENTENCES_OPEN ||
				   strcmp(answer->question, ADVICE_QUESTION) == 0);
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
	for (unsigned int i = 0; legend == LEGEND_HOSTS && i < BENCH_HOSTS; i++) {
		fprintf(to, "<li style=\"color: var(--set%u)\">", i + 1);
		html_svg_point(to, i);
		fprintf(to, "<span>%s KVM</span></li>", i == BENCH_STOCK ? "stock" : "patched");
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

/* A mark at the plot of a label whose numbers have a caution */
static void put_plot_cautions(FILE *to, const struct comparison *comparison,
			      const struct plot *plot)
{
	for (size_t i = 0; i < comparison->count; i++)
		if (comparison_is_of_machines(comparison) || plot->sets & 1u << i)
			html_cautions(to, &comparison->sets[i], strncmp(plot->id, "time", 4) == 0);
}

static void put_plot(FILE *to, const struct comparison *comparison, const struct plot *plot)
{
	fprintf(to, "<figure id=\"%s\">\n<figcaption>", plot->id);
	html_text(to, plot->title);
	fputs("<span>", to);
	html_text(to, plot->text);
	fputs("</span></figcaption>\n", to);
	put_plot_cautions(to, comparison, plot);
	put_legend(to, comparison, plot);
	for (size_t i = 0; i < SHAPES; i++)
		html_svg(to, plot, (enum plot_shape)i);
	fputs("</figure>\n", to);
}

void write_page(FILE *to, const struct comparison *comparison, const struct words *words,
		const struct plots *plots)
{
	put_head(to);
	fprintf(to,
		"<header>\n<h1>%s</h1>\n"
		"<p class=\"sub\">Numbers come from the records; for several runs, the median "
		"(min-max).</p>\n",
		comparison_is_of_machines(comparison) ? "What a VM exit costs, by machine"
						      : "VM exits of a boot, compared");
	put_exits(to);
	fputs("</header>\n<main>\n", to);
	if (!comparison_is_of_machines(comparison))
		page_about(to, comparison);
	if (comparison->gate)
		page_gate(to, comparison);
	put_words(to, words);
	fputs("<section>\n<h2>The plots</h2>\n", to);
	for (size_t i = 0; i < plots->count; i++)
		put_plot(to, comparison, &plots->rows[i]);
	fputs("</section>\n", to);
	if (comparison_is_of_machines(comparison))
		page_machines(to, comparison);
	fputs("<section>\n<h2>The numbers</h2>\n", to);
	page_tables(to, comparison);
	fputs("</section>\n</main>\n<footer>report.json and report.csv in the same folder contain "
	      "all numbers. Made by exit-compare " TOOLS_VERSION ".</footer>\n</body>\n</html>\n",
	      to);
}
