// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tables of the page, and a table of the runs.
 */
#include "html.h"
#include "outputs.h"
#include "record/schema.h"

static void put_run(FILE *to, const struct set *set, const struct run *run)
{
	const struct record *record = run->record;

	fputs("<tr><th scope=\"row\">", to);
	html_text(to, set->label);
	fputs("</th>", to);
	html_cell(to, "verdict", record ? record_verdict_name(record->end.verdict) : "");
	html_cell(to, "record", run->file ? run->file : "");
	html_cell(to, "samples", run->samples_file ? run->samples_file : "");
	fputs("</tr>\n", to);
}

static void put_runs(FILE *to, const struct comparison *comparison)
{
	fputs("<details open>\n<summary>Runs</summary>\n"
	      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Runs\"><table "
	      "class=\"runs\">\n<thead><tr><th scope=\"col\">label</th><th "
	      "scope=\"col\">verdict</th>"
	      "<th scope=\"col\">record</th><th scope=\"col\">samples</th></tr></thead>\n<tbody>\n",
	      to);
	for (size_t i = 0; i < comparison->count; i++)
		for (size_t j = 0; j < comparison->sets[i].run_count; j++)
			put_run(to, &comparison->sets[i], &comparison->sets[i].runs[j]);
	fputs("</tbody></table></div>\n</details>\n", to);
}

void page_tables(FILE *to, const struct comparison *comparison)
{
	grids(comparison, html_grid, to);
	put_runs(to, comparison);
}
