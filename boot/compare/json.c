// SPDX-License-Identifier: GPL-2.0-only
/*
 * The same numbers as JSON.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "about.h"
#include "cause_words.h"
#include "causes.h"
#include "json_gate.h"
#include "json_machines.h"
#include "json_number.h"
#include "json_text.h"
#include "outputs.h"
#include "promises.h"
#include "record/schema.h"
#include "waterfall.h"

/* The object of that name in another, created if missing */
static json_t *child(json_t *object, const char *name)
{
	json_t *found = json_object_get(object, name);

	if (!found) {
		found = json_object();
		json_object_set_new(object, name, found);
	}
	return found;
}

static json_t *fact_json(const struct fact *fact, size_t runs)
{
	json_t *object = json_object(), *values = json_array();

	json_object_set_new(object, "min", number(fact->stats.min));
	json_object_set_new(object, "median", number(fact->stats.median));
	json_object_set_new(object, "max", number(fact->stats.max));
	for (size_t i = 0; i < runs; i++)
		json_array_append_new(values,
				      fact->has & 1u << i ? number(fact->values[i]) : json_null());
	json_object_set_new(object, "values", values);
	return object;
}

static json_t *about_json(const struct run *run)
{
	json_t *object = json_object();
	char value[ABOUT_SIZE];

	for (size_t i = 0; i < about_count(); i++)
		if (about_run(value, i, run)[0])
			json_object_set_new(object, about_key(i), json_text(value));
	return object;
}

static json_t *run_json(const struct run *run)
{
	const struct record *record = run->record;
	json_t *object = json_object();

	if (run->file)
		json_object_set_new(object, "record", json_text(run->file));
	if (run->samples_file)
		json_object_set_new(object, "samples", json_text(run->samples_file));
	if (run->samples && run->samples->vm[0])
		json_object_set_new(object, "samples_of", json_text(run->samples->vm));
	json_object_set_new(object, "about", about_json(run));
	if (!record)
		return object;
	json_object_set_new(object, "verdict", json_text(record_verdict_name(record->end.verdict)));
	json_object_set_new(object, "verdict_reason", json_text(record->end.reason));
	json_object_set_new(object, "cpu", json_text(record->host.cpu));
	json_object_set_new(object, "hypervisor", json_text(record->host.hypervisor));
	json_object_set_new(object, "loader", json_text(record->guest.loader));
	json_object_set_new(object, "cmdline", json_text(record->guest.cmdline));
	json_object_set_new(object, "source", json_text(record_source_name(record->host.source)));
	json_object_set_new(object, "abi", number(record->host.abi));
	json_object_set_new(object, "tsc_khz", number(record->host.tsc_khz));
	json_object_set_new(object, "tsc_host_khz", number(record->host.tsc_host_khz));
	json_object_set_new(object, "memory_kib", number(record->guest.memory_kib));
	return object;
}

/* What the names of the facts about causes mean */
static json_t *causes_json(const struct set *set)
{
	json_t *causes = json_array();
	char words[CAUSE_TEXT_SIZE], phase[FACT_NAME_SIZE];

	for (size_t i = 0; i < set->facts.count; i++) {
		const struct fact *fact = &set->facts.rows[i];
		json_t *object;

		if (!fact_is_some(fact, of_cause(NULL, CAUSE_EXITS)))
			continue;
		object = json_object();
		json_object_set_new(object, "fact", json_text(fact->name));
		json_object_set_new(object, "phase", json_text(cause_fact_phase(set, fact, phase)));
		json_object_set_new(object, "reason", json_text(fact->cause->reason));
		json_object_set_new(object, "detail", number(fact->cause->detail));
		json_object_set_new(object, "words",
				    json_text(cause_words(words, set, fact->cause)));
		json_object_set_new(object, "exits", number(fact->stats.median));
		json_array_append_new(causes, object);
	}
	return causes;
}

static json_t *promises_json(const struct promises *promises)
{
	json_t *array = json_array();

	for (size_t i = 0; i < promises->count; i++) {
		const struct promise *promise = &promises->rows[i];
		json_t *object = json_object();

		json_object_set_new(object, "from", json_string(promise->from->label));
		json_object_set_new(object, "to", json_string(promise->to->label));
		json_object_set_new(object, "advice", json_string(promise->advice->id));
		json_object_set_new(object, "promised", number(promise->promised));
		json_object_set_new(object, "error", number(promise->error));
		json_object_set_new(object, "gone", number(promise->gone));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *set_json(const struct set *set)
{
	json_t *object = json_object(), *runs = json_array(), *facts = json_object();

	json_object_set_new(object, "label", json_string(set->label));
	json_object_set_new(object, "minimal", json_boolean(set_is_minimal(set)));
	json_object_set_new(object, "comparable", json_string(about_comparable(set)));
	json_object_set_new(object, "told_apart", json_boolean(set->has_separate_kernel));
	for (size_t i = 0; i < set->run_count; i++)
		json_array_append_new(runs, run_json(&set->runs[i]));
	json_object_set_new(object, "runs", runs);
	for (size_t i = 0; i < set->facts.count; i++) {
		const struct fact *fact = &set->facts.rows[i];
		json_t *section = child(facts, fact_section_name(fact->section));

		json_object_set_new(child(section, fact->name), fact->quantity,
				    fact_json(fact, set->run_count));
	}
	json_object_set_new(object, "facts", facts);
	if (set->results)
		json_object_set_new(object, "machine", json_machine(set));
	if (set_has_causes(set))
		json_object_set_new(object, "causes", causes_json(set));
	return object;
}

static json_t *waterfall_json(const struct waterfall *waterfall)
{
	json_t *object = json_object(), *steps = json_array();

	json_object_set_new(object, "from", json_string(waterfall->from->label));
	json_object_set_new(object, "to", json_string(waterfall->to->label));
	json_object_set_new(object, "by", json_string(waterfall->has_kinds ? "kind" : "reason"));
	json_object_set_new(object, "scope", json_string(waterfall_scope_title(waterfall->scope)));
	json_object_set_new(object, "start", number(waterfall->start));
	json_object_set_new(object, "end", number(waterfall->end));
	for (size_t i = 0; i < waterfall->count; i++) {
		const struct step *step = &waterfall->steps[i];
		json_t *row = json_object();

		json_object_set_new(row, "reason", json_string(step->reason));
		json_object_set_new(row, "from", number(step->from));
		json_object_set_new(row, "to", number(step->to));
		json_array_append_new(steps, row);
	}
	json_object_set_new(object, "steps", steps);
	return object;
}

static json_t *words_json(const struct words *words)
{
	json_t *answers = json_array();

	for (size_t i = 0; i < words->count; i++) {
		json_t *object = json_object(), *sentences = json_array();

		for (size_t j = 0; j < words->answers[i].count; j++)
			json_array_append_new(sentences, json_text(words->answers[i].sentences[j]));
		json_object_set_new(object, "question", json_text(words->answers[i].question));
		json_object_set_new(object, "answer", sentences);
		json_array_append_new(answers, object);
	}
	return answers;
}

/* From label to label */
static void json_changes(json_t *root, const struct comparison *comparison)
{
	struct waterfall waterfall;
	struct promises promises;

	if (waterfall_of(comparison, &waterfall))
		json_object_set_new(root, "waterfall", waterfall_json(&waterfall));
	promises_of(comparison, &promises);
	if (promises.count > 0)
		json_object_set_new(root, "promises", promises_json(&promises));
}

bool write_json(FILE *to, const struct comparison *comparison, const struct words *words)
{
	json_t *root = json_object(), *labels = json_array();
	char *dumped;

	json_object_set_new(root, "version", json_integer(1));
	for (size_t i = 0; i < comparison->count; i++)
		json_array_append_new(labels, set_json(&comparison->sets[i]));
	json_object_set_new(root, "labels", labels);
	if (comparison_is_of_machines(comparison))
		json_machines(root, comparison);
	else
		json_changes(root, comparison);
	json_object_set_new(root, "answers", words_json(words));
	if (comparison->gate)
		json_gate(root, comparison);
	dumped = json_dumps(root, JSON_INDENT(1) | JSON_PRESERVE_ORDER);
	json_decref(root);
	if (!dumped)
		return false;
	fprintf(to, "%s\n", dumped);
	free(dumped);
	return true;
}
