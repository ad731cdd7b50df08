// SPDX-License-Identifier: GPL-2.0-only
/*
 * One row per fact. No name needs quotes: see is_label() and the record's grammar.
 */
#include "outputs.h"

void write_csv(FILE *to, const struct comparison *comparison)
{
	fprintf(to, "label,section,name,quantity,runs,min,median,max\n");
	for (size_t i = 0; i < comparison->count; i++) {
		const struct set *set = &comparison->sets[i];

		for (size_t j = 0; j < set->facts.count; j++) {
			const struct fact *fact = &set->facts.rows[j];

			fprintf(to, "%s,%s,%s,%s,%zu,%llu,%llu,%llu\n", set->label,
				fact_section_name(fact->section), fact->name, fact->quantity,
				fact->runs, (unsigned long long)fact->stats.min,
				(unsigned long long)fact->stats.median,
				(unsigned long long)fact->stats.max);
		}
	}
}
