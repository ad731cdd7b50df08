// SPDX-License-Identifier: GPL-2.0-only
/*
 * What machines have in common, and what differs.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "machines.h"

#define KEYS_MAX 256

const struct machine_kind machine_kinds[MACHINE_KINDS] = {
#define KIND(bench, title) { #bench, title },
#include "machine_kinds.def"
#undef KIND
};

static const struct fact *exits_of(const struct set *set, const char *bench)
{
	return facts_find(&set->facts, of_bench(bench, BENCH_PATCHED, BENCH_EXITS));
}

/* Whether a machine counted exits of it, or none counted at all */
static bool may_exit(const struct comparison *comparison, const char *bench)
{
	bool is_counted = false;

	for (size_t i = 0; i < comparison->count; i++) {
		const struct fact *exits = exits_of(&comparison->sets[i], bench);

		is_counted = is_counted || exits;
		if (exits && exits->stats.max > 0)
			return true;
	}
	return !is_counted;
}

bool machine_has_costs(const struct comparison *comparison, const struct set *set,
		       const char *bench)
{
	const struct fact *exits = exits_of(set, bench);

	if (exits)
		return exits->stats.max > 0;
	return may_exit(comparison, bench) &&
	       (facts_find(&set->facts, of_bench(bench, BENCH_STOCK, BENCH_MEDIAN)) ||
		facts_find(&set->facts, of_bench(bench, BENCH_PATCHED, BENCH_MEDIAN)));
}

static size_t add_bench(struct machine_bench *benches, size_t count,
			const struct record_bench *bench)
{
	size_t at = count;

	for (size_t i = 0; i < count; i++)
		if (benches[i].id == bench->id)
			return count;
	if (count == RECORD_BENCHES_MAX)
		return count;
	for (; at > 0 && benches[at - 1].id > bench->id; at--)
		benches[at] = benches[at - 1];
	benches[at] = (struct machine_bench){ bench->id, bench->name };
	return count + 1;
}

size_t machines_benches(const struct comparison *comparison,
			struct machine_bench benches[RECORD_BENCHES_MAX])
{
	size_t count = 0;

	for (size_t i = 0; i < comparison->count; i++)
		for (size_t j = 0; j < comparison->sets[i].run_count; j++) {
			const struct set *set = &comparison->sets[i];
			const struct record *record = set->runs[j].record;

			for (uint64_t k = 0; k < record->begin.benches; k++)
				if (machine_has_costs(comparison, set, record->benches[k].name))
					count = add_bench(benches, count, &record->benches[k]);
		}
	return count;
}

/* Which KVM has benchmarks */
static const char *measured(const struct set *set)
{
	bool has[2] = { false, false };

	for (size_t i = 0; i < set->run_count; i++)
		if (set->runs[i].record->begin.benches > 0)
			has[set->runs[i].record->host.patched] = true;
	if (has[false] && has[true])
		return "stock and patched KVM";
	if (has[false])
		return "stock KVM only";
	return has[true] ? "patched KVM only" : "no benchmarks";
}

/* Facts that are not in the results as such */
static const char *const own_keys[] = { "file", "benchmarks" };

#define OWN_KEYS (sizeof(own_keys) / sizeof(own_keys[0]))

static void value_of(const struct set *set, const char *key, char value[RESULTS_VALUE_SIZE])
{
	if (strcmp(key, own_keys[0]) == 0)
		snprintf(value, RESULTS_VALUE_SIZE, "%s", set->results->file);
	else if (strcmp(key, own_keys[1]) == 0)
		snprintf(value, RESULTS_VALUE_SIZE, "%s", measured(set));
	else
		results_value(set->results, key, value);
	if (!value[0] && strncmp(key, "flag ", 5) == 0)
		strcpy(value, "no");
}

static size_t add_key(const char **keys, size_t count, const char *key)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(keys[i], key) == 0)
			return count;
	if (count < KEYS_MAX)
		keys[count++] = key;
	return count;
}

static size_t keys_of(const struct comparison *comparison, const char *keys[KEYS_MAX])
{
	size_t count = 0;

	for (size_t i = 0; i < OWN_KEYS; i++)
		count = add_key(keys, count, own_keys[i]);
	for (size_t i = 0; i < comparison->count; i++) {
		const struct results *results = comparison->sets[i].results;

		for (size_t j = 0; j < results->fact_count; j++)
			count = add_key(keys, count, results->facts[j].key);
	}
	return count;
}

/* Who has the value that a machine has; returns how many */
static size_t find_same(const struct comparison *comparison, char values[][RESULTS_VALUE_SIZE],
			size_t of, machines_have have)
{
	size_t count = 0;

	for (size_t i = 0; i < comparison->count; i++) {
		have[i] = strcmp(values[of], values[i]) == 0;
		count += have[i];
	}
	return count;
}

static bool is_first(const machines_have have, size_t machine)
{
	for (size_t i = 0; i < machine; i++)
		if (have[i])
			return false;
	return true;
}

void machines_facts(const struct comparison *comparison, bool are_same, machines_take *take,
		    void *to)
{
	static char values[MACHINES_MAX][RESULTS_VALUE_SIZE];
	static const char *keys[KEYS_MAX];
	const size_t count = keys_of(comparison, keys);
	machines_have have;

	for (size_t i = 0; i < count; i++) {
		for (size_t j = 0; j < comparison->count; j++)
			value_of(&comparison->sets[j], keys[i], values[j]);
		for (size_t j = 0; j < comparison->count; j++) {
			const bool is_same =
				find_same(comparison, values, j, have) == comparison->count;

			if (is_same == are_same && is_first(have, j))
				take(to, keys[i], values[j], have);
		}
	}
}

char *machines_names(const struct comparison *comparison, const machines_have have)
{
	char *names = NULL;
	size_t size;
	FILE *to = open_memstream(&names, &size);
	const char *before = "";

	if (!to)
		return NULL;
	for (size_t i = 0; i < comparison->count; i++)
		if (have[i]) {
			fprintf(to, "%s%s", before, comparison->sets[i].label);
			before = ", ";
		}
	return fclose(to) == 0 ? names : NULL;
}
