// SPDX-License-Identifier: GPL-2.0-only
/*
 * The same sentences are in the answers, at the tiles, the plots and the tables.
 */
#include <stdio.h>
#include <string.h>

#include "cautions.h"
#include "record/schema.h"

/* The phases in which the VM was moved: they have no numbers. */
static void add_moved(char to[CAUTION_SIZE], const struct record *record)
{
	const char *before = "; its VM was moved in ";

	for (uint64_t i = 0; i + 1 < record->begin.checkpoints; i++) {
		const size_t length = strlen(to);

		if (!record->phases[i].moved)
			continue;
		snprintf(to + length, CAUTION_SIZE - length, "%s%s", before,
			 record->phases[i].name);
		before = ", ";
	}
	if (record_is_moved(record))
		snprintf(to + strlen(to), CAUTION_SIZE - strlen(to),
			 ": no number includes that phase");
}

const char *caution_of_run(char to[CAUTION_SIZE], const struct run *run)
{
	const struct record *record = run->record;

	snprintf(to, CAUTION_SIZE, "%.200s: verdict %s: %s", run->file,
		 record_verdict_name(record->end.verdict), record->end.reason);
	add_moved(to, record);
	return to;
}

void cautions_of(const struct set *set, bool of_rates, struct cautions *cautions)
{
	const size_t sampled = set_sampled_runs(set);

	cautions->count = 0;
	for (size_t i = 0; i < set->run_count; i++)
		if (run_is_tainted(&set->runs[i]))
			caution_of_run(cautions->texts[cautions->count++], &set->runs[i]);
	if (of_rates && sampled > 0 && sampled < set->run_count)
		snprintf(cautions->texts[cautions->count++], CAUTION_SIZE,
			 "%zu of the %zu runs of %s have no samples: numbers from samples are "
			 "those of the other runs",
			 set->run_count - sampled, set->run_count, set->label);
}

bool set_has_cautions(const struct set *set, bool of_rates)
{
	static struct cautions cautions;

	cautions_of(set, of_rates, &cautions);
	return cautions.count > 0;
}
