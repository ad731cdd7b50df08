// SPDX-License-Identifier: GPL-2.0-only
/*
 * Compares medians. A cause with an error is never the same: its true number is not known.
 */
#include <stdio.h>
#include <string.h>

#include "causes.h"
#include "exit_probe_abi.h"
#include "exits.h"
#include "kinds.h"
#include "origins.h"

static const char *const origin_names[ORIGINS] = {
	[ORIGIN_SAME] = "same", [ORIGIN_COUNT] = "other_count", [ORIGIN_SOME] = "not_on_all",
	[ORIGIN_HOST] = "host", [ORIGIN_UNLISTED] = "unlisted",
};

#define OF_HOST "host_" /* begins the name of an interrupt, NMI or SMI of the host */

/* KIND/CAUSE: the cause's name without its phase and reason, which vendors name differently */
static void name_of(char to[FACT_NAME_SIZE], const struct set *set, uint32_t vendor,
		    const struct record_cause *cause)
{
	char full[FACT_NAME_SIZE];

	cause_fact_name(full, "", cause);
	snprintf(to, FACT_NAME_SIZE, "%s%.31s%s",
		 exits_are_of_host(set, cause->reason) ? OF_HOST : "",
		 kind_of_reason(vendor, cause->reason), strchr(full + 1, '/'));
}

void origins_count(struct set *set, size_t run)
{
	const struct record *record = set->runs[run].record;
	char name[FACT_NAME_SIZE];

	if (!record || record->host.causes != EXIT_PROBE_CAUSES_DETAIL)
		return;
	for (uint64_t i = 0; i < record->begin.causes; i++) {
		const struct record_cause *cause = &record->causes[i];

		name_of(name, set, record->host.vendor, cause);
		facts_add_cause(&set->facts, run, of_alike(name, ALIKE_EXITS), cause->exits, cause);
		facts_add_cause(&set->facts, run, of_alike(name, ALIKE_ERROR), cause->error, cause);
	}
}

static bool has_details(const struct set *set)
{
	const struct record *record = set_record(set);

	for (size_t i = 0; record && i < set->run_count; i++)
		if (record_is_moved(set->runs[i].record))
			return false;
	return record && record->begin.causes > 0 &&
	       record->host.causes == EXIT_PROBE_CAUSES_DETAIL;
}

bool origins_has(const struct comparison *comparison, const struct set *set)
{
	const struct set *first = NULL;
	size_t count = 0;

	for (size_t i = 0; i < comparison->count; i++) {
		const struct set *other = &comparison->sets[i];

		if (!has_details(other) || (first && !sets_have_same_phases(first, other)))
			continue;
		if (!first)
			first = other;
		count++;
	}
	return count > 1 && has_details(set) && sets_have_same_phases(first, set);
}

/* The number that all its runs have; false if they differ, or if it may be higher */
static bool is_certain(const struct set *set, const char *name, uint64_t *exits)
{
	const struct fact *fact = facts_find(&set->facts, of_alike(name, ALIKE_EXITS));
	const struct fact *error = facts_find(&set->facts, of_alike(name, ALIKE_ERROR));

	*exits = fact ? fact->stats.median : 0;
	return fact && fact->stats.min == fact->stats.max && error->stats.max == 0;
}

static bool is_on(const struct set *set, const char *name)
{
	const struct fact *fact = facts_find(&set->facts, of_alike(name, ALIKE_EXITS));

	return fact && fact->stats.max > 0;
}

enum origin origin_of(const struct comparison *comparison, const struct fact *alike)
{
	bool is_same = true, is_everywhere = true, is_first = true;
	uint64_t exits, first = 0;

	if (strncmp(alike->name, OF_HOST, strlen(OF_HOST)) == 0)
		return ORIGIN_HOST;
	if (alike->cause->kind == EXIT_PROBE_CAUSE_OTHER)
		return ORIGIN_UNLISTED;
	for (size_t i = 0; i < comparison->count; i++) {
		const struct set *set = &comparison->sets[i];

		if (!origins_has(comparison, set))
			continue;
		is_everywhere = is_everywhere && is_on(set, alike->name);
		is_same = is_certain(set, alike->name, &exits) && is_same &&
			  (is_first || exits == first);
		first = exits;
		is_first = false;
	}
	if (!is_everywhere)
		return ORIGIN_SOME;
	return is_same ? ORIGIN_SAME : ORIGIN_COUNT;
}

/* Facts move when others are added. */
static void fill(const struct comparison *comparison, struct set *set)
{
	const size_t count = set->facts.count;

	for (size_t i = 0; i < count; i++) {
		const struct fact fact = set->facts.rows[i];
		enum origin origin;

		if (!fact_is_some(&fact, of_alike(NULL, ALIKE_EXITS)))
			continue;
		origin = origin_of(comparison, &fact);
		for (size_t run = 0; run < set->run_count; run++)
			if (fact.has & 1u << run)
				facts_add(&set->facts, run, of_origin(origin_names[origin]),
					  fact.values[run]);
	}
	facts_settle(&set->facts, set->run_count);
}

void origins_fill(struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->count; i++)
		if (origins_has(comparison, &comparison->sets[i]))
			fill(comparison, &comparison->sets[i]);
}

static uint64_t exits_on(const struct set *set, const char *name)
{
	return facts_value(&set->facts, of_alike(name, ALIKE_EXITS));
}

static uint64_t apart(const struct comparison *comparison, const char *name)
{
	uint64_t least = UINT64_MAX, most = 0;

	for (size_t i = 0; i < comparison->count; i++) {
		const struct set *set = &comparison->sets[i];
		const uint64_t exits = exits_on(set, name);

		if (!origins_has(comparison, set))
			continue;
		least = exits < least ? exits : least;
		most = exits > most ? exits : most;
	}
	return most - least;
}

static bool is_ranked(const struct alike_ranking *ranking, const char *name)
{
	for (size_t i = 0; i < ranking->count; i++)
		if (strcmp(ranking->rows[i]->name, name) == 0)
			return true;
	return false;
}

static void rank(struct alike_ranking *ranking, const struct set *set, const struct fact *fact,
		 uint64_t far)
{
	size_t at = ranking->count;

	if (at == ALIKE_MAX) {
		if (far <= ranking->apart[at - 1])
			return;
		at--;
	} else {
		ranking->count++;
	}
	for (; at > 0 && far > ranking->apart[at - 1]; at--) {
		ranking->rows[at] = ranking->rows[at - 1];
		ranking->sets[at] = ranking->sets[at - 1];
		ranking->apart[at] = ranking->apart[at - 1];
	}
	ranking->rows[at] = fact;
	ranking->sets[at] = set;
	ranking->apart[at] = far;
}

void origins_rank(const struct comparison *comparison, struct alike_ranking *ranking)
{
	ranking->count = 0;
	for (size_t i = 0; i < comparison->count; i++) {
		const struct set *set = &comparison->sets[i];

		for (size_t j = 0; origins_has(comparison, set) && j < set->facts.count; j++) {
			const struct fact *fact = &set->facts.rows[j];
			uint64_t far;

			if (!fact_is_some(fact, of_alike(NULL, ALIKE_EXITS)) ||
			    is_ranked(ranking, fact->name))
				continue;
			far = apart(comparison, fact->name);
			if (far > 0)
				rank(ranking, set, fact, far);
		}
	}
}

const char *origin_name(enum origin origin)
{
	return origin_names[origin];
}
