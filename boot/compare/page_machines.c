// SPDX-License-Identifier: GPL-2.0-only
/*
 * What differs between machines, and what is the same: the costs may be due to it.
 */
#include <stdlib.h>

#include "html.h"
#include "machines.h"
#include "outputs.h"

#define MACHINES_OPEN 12 /* with more, the table is folded */

struct lines {
	FILE *to;
	const struct comparison *comparison;
	const char *title; /* NULL: the table is open */
	bool are_same;
};

static void open_table(struct lines *lines)
{
	fprintf(lines->to,
		"<details%s>\n<summary>%s</summary>\n<div class=\"scroll\" tabindex=\"0\" "
		"role=\"region\" aria-label=\"%s\"><table class=\"runs\">\n<thead><tr>"
		"<th scope=\"col\">what</th><th scope=\"col\">value</th>%s</tr></thead>\n<tbody>\n",
		lines->are_same || lines->comparison->count > MACHINES_OPEN ? "" : " open",
		lines->title, lines->title,
		lines->are_same ? "" : "<th scope=\"col\">machines</th>");
	lines->title = NULL;
}

static void put_line(void *to, const char *key, const char *value, const machines_have have)
{
	struct lines *lines = to;
	char *names = machines_names(lines->comparison, have);

	if (lines->title)
		open_table(lines);
	fputs("<tr><th scope=\"row\">", lines->to);
	html_text(lines->to, key);
	fputs("</th>", lines->to);
	html_cell(lines->to, "value", value[0] ? value : "not known");
	if (!lines->are_same)
		html_cell(lines->to, "machines", names ? names : "");
	fputs("</tr>\n", lines->to);
	free(names);
}

static void put_table(FILE *to, const struct comparison *comparison, bool are_same,
		      const char *title)
{
	struct lines lines = { to, comparison, title, are_same };

	machines_facts(comparison, are_same, put_line, &lines);
	if (!lines.title)
		fputs("</tbody></table></div>\n</details>\n", to);
}

void page_machines(FILE *to, const struct comparison *comparison)
{
	fputs("<section>\n<h2>The machines</h2>\n", to);
	put_table(to, comparison, false, "What differs between the machines");
	put_table(to, comparison, true, "The same on all machines");
	fputs("</section>\n", to);
}
