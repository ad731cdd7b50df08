// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rows of numbers. There are some hundreds of them: a list will do.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "facts.h"

static const char *const sections[FACT_SECTIONS] = {
	[FACT_STAGE] = "stage",   [FACT_PHASE] = "phase",
	[FACT_REASON] = "reason", [FACT_PHASE_REASON] = "phase_reason",
	[FACT_RATE] = "rate",
};

const char *fact_section_name(enum fact_section section)
{
	return sections[section];
}

static struct fact *find(const struct facts *facts, enum fact_section section, const char *name,
			 const char *quantity)
{
	for (size_t i = 0; i < facts->count; i++) {
		struct fact *row = &facts->rows[i];

		if (row->section == section && strcmp(row->name, name) == 0 &&
		    strcmp(row->quantity, quantity) == 0)
			return row;
	}
	return NULL;
}

static struct fact *append(struct facts *facts)
{
	if (facts->count == facts->allocated) {
		size_t wanted = facts->allocated ? 2 * facts->allocated : 64;
		struct fact *rows = realloc(facts->rows, wanted * sizeof(*rows));

		if (!rows) {
			fprintf(stderr, "compare: out of memory\n");
			exit(1);
		}
		facts->rows = rows;
		facts->allocated = wanted;
	}
	return memset(&facts->rows[facts->count++], 0, sizeof(struct fact));
}

void facts_put(struct facts *facts, size_t run, enum fact_section section, const char *name,
	       const char *quantity, uint64_t value)
{
	struct fact *row = find(facts, section, name, quantity);

	if (!row) {
		row = append(facts);
		row->section = section;
		snprintf(row->name, sizeof(row->name), "%s", name);
		snprintf(row->quantity, sizeof(row->quantity), "%s", quantity);
	}
	row->values[run] = value;
}

void facts_settle(struct facts *facts, size_t runs)
{
	for (size_t i = 0; i < facts->count; i++) {
		uint64_t values[RUNS_MAX];

		memcpy(values, facts->rows[i].values, sizeof(values));
		facts->rows[i].stats = stats_of(values, runs);
	}
}

const struct fact *facts_find(const struct facts *facts, enum fact_section section,
			      const char *name, const char *quantity)
{
	return find(facts, section, name, quantity);
}

uint64_t facts_value(const struct facts *facts, enum fact_section section, const char *name,
		     const char *quantity)
{
	const struct fact *row = find(facts, section, name, quantity);

	return row ? row->stats.median : 0;
}

void facts_free(struct facts *facts)
{
	free(facts->rows);
	*facts = (struct facts){ 0 };
}
