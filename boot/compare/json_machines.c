// SPDX-License-Identifier: GPL-2.0-only
/*
 * "differ" has each value of a fact with the labels that have it, "same" has the one value.
 */
#include <string.h>

#include "json_machines.h"
#include "json_text.h"
#include "machines.h"
#include "record/schema.h"

static json_t *left_out(const struct set *set)
{
	json_t *array = json_array();

	for (size_t i = 0; i < set->run_count; i++) {
		const struct record *record = set->runs[i].record;

		for (uint64_t j = 0; j < record->begin.benches; j++) {
			const struct record_bench *bench = &record->benches[j];

			if (bench->status != BENCH_SKIP && bench->status != BENCH_FAIL)
				continue;
			json_array_append_new(
				array, json_pack("{so, so, ss, so}", "record",
						 json_text(set->results->records[i].name), "bench",
						 json_text(bench->name), "status",
						 bench->status == BENCH_SKIP ? "skip" : "fail",
						 "reason", json_text(bench->reason)));
		}
	}
	return array;
}

json_t *json_machine(const struct set *set)
{
	json_t *object = json_object(), *facts = json_object();
	char value[RESULTS_VALUE_SIZE];

	json_object_set_new(object, "file", json_text(set->results->file));
	for (size_t i = 0; i < set->results->fact_count; i++) {
		const char *key = set->results->facts[i].key;

		results_value(set->results, key, value);
		json_object_set_new(facts, key, json_text(value));
	}
	json_object_set_new(object, "facts", facts);
	json_object_set_new(object, "left_out", left_out(set));
	return object;
}

struct target {
	json_t *object;
	const struct comparison *comparison;
};

static void take_same(void *to, const char *key, const char *value, const machines_have have)
{
	const struct target *target = to;

	(void)have;
	json_object_set_new(target->object, key, json_text(value));
}

static void take_different(void *to, const char *key, const char *value, const machines_have have)
{
	const struct target *target = to;
	json_t *values = json_object_get(target->object, key), *labels = json_array();

	for (size_t i = 0; i < target->comparison->count; i++)
		if (have[i])
			json_array_append_new(labels, json_text(target->comparison->sets[i].label));
	if (!values) {
		values = json_array();
		json_object_set_new(target->object, key, values);
	}
	json_array_append_new(values,
			      json_pack("{so, so}", "value", json_text(value), "labels", labels));
}

void json_machines(json_t *root, const struct comparison *comparison)
{
	struct target differ = { json_object(), comparison }, same = { json_object(), comparison };

	machines_facts(comparison, false, take_different, &differ);
	machines_facts(comparison, true, take_same, &same);
	json_object_set_new(root, "differ", differ.object);
	json_object_set_new(root, "same", same.object);
}
