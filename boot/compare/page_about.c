// SPDX-License-Identifier: GPL-2.0-only
/*
 * What ran and on what: a card for each label, with the number that matters most.
 */
#include "about.h"
#include "format.h"
#include "html.h"
#include "outputs.h"

static void put_number(FILE *to, const struct set *set)
{
	const bool is_system = set_record(set) && set->has_separate_kernel;
	const enum stage stage = is_system ? STAGE_OS : STAGE_TOTAL;
	const struct fact *fact = facts_find(&set->facts, of_stage(stage, COUNTER_EXITS));
	const struct fact *own = facts_find(&set->facts, of_stage(STAGE_MEASURING, COUNTER_EXITS));

	fputs("<p class=\"number\">", to);
	if (fact)
		html_fact(to, set, fact);
	else
		fputs("no exits", to);
	fprintf(to, "</p>\n<p>exits, %s",
		is_system ? stage_title(set, stage) : "everything from power-on");
	if (fact && own) {
		fputs(is_system ? "; the measurement took " : "; of these, the measurement took ",
		      to);
		html_fact(to, set, own);
		fputs(is_system ? " more" : "", to);
	}
	fprintf(to, ". %zu run%s.</p>\n", set->run_count, set->run_count == 1 ? "" : "s");
}

static void put_facts(FILE *to, const struct set *set)
{
	char text[ABOUT_SIZE];

	fputs("<dl>\n", to);
	for (size_t i = 0; i < about_count(); i++) {
		if (!about_set(text, i, set)[0])
			continue;
		fprintf(to, "<dt>%s</dt><dd>", about_title(i));
		html_text(to, text);
		fputs("</dd>\n", to);
	}
	fputs("</dl>\n", to);
}

void page_about(FILE *to, const struct comparison *comparison)
{
	fputs("<section>\n<h2>What ran, and on what</h2>\n<div class=\"tiles\">\n", to);
	for (size_t i = 0; i < comparison->count; i++) {
		const struct set *set = &comparison->sets[i];

		fprintf(to, "<article style=\"--mark: var(--set%zu)\">\n<h3>", i + 1);
		html_text(to, set->label);
		fputs("</h3>\n", to);
		put_number(to, set);
		html_cautions(to, set, true);
		fprintf(to, "<p>%s</p>\n", about_comparable(set));
		put_facts(to, set);
		fputs("</article>\n", to);
	}
	fputs("</div>\n</section>\n", to);
}
