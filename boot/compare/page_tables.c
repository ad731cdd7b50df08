// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tables of the page, and a table of the runs.
 */
#include "html.h"
#include "outputs.h"

static void put_cell(FILE *to, const char *text)
{
	fputs("<td>", to);
	html_text(to, text);
	fputs("</td>", to);
}

static void put_run(FILE *to, const struct set *set, const struct run *run)
{
	const struct record *record = run->record;

	fputs("<tr><th scope=\"row\">", to);
	html_text(to, set->label);
	fputs("</th>", to);
	put_cell(to, record ? record->host.cpu : "");
	put_cell(to, record ? record->host.hypervisor : "");
	put_cell(to, record ? record->guest.loader : "");
	put_cell(to, record ? record->guest.cmdline : "");
	put_cell(to, run->file ? run->file : "");
	put_cell(to, run->samples_file ? run->samples_file : "");
	fputs("</tr>\n", to);
}

static void put_runs(FILE *to, const struct comparison *comparison)
{
	fputs("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Runs\"><table "
	      "class=\"runs\">\n<caption>Runs</caption>\n<thead><tr>"
	      "<th scope=\"col\">label</th><th scope=\"col\">CPU</th>"
	      "<th scope=\"col\">hypervisor</th><th scope=\"col\">loader</th>"
	      "<th scope=\"col\">command line</th><th scope=\"col\">record</th>"
	      "<th scope=\"col\">samples</th></tr></thead>\n<tbody>\n",
	      to);
	for (size_t i = 0; i < comparison->count; i++)
		for (size_t j = 0; j < comparison->sets[i].run_count; j++)
			put_run(to, &comparison->sets[i], &comparison->sets[i].runs[j]);
	fputs("</tbody></table></div>\n", to);
}

void page_tables(FILE *to, const struct comparison *comparison)
{
	grids(comparison, html_grid, to);
	put_runs(to, comparison);
}
