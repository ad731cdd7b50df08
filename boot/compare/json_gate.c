// SPDX-License-Identifier: GPL-2.0-only
/*
 * changes has every number that is not the same.
 */
#include "gate.h"
#include "gate_rule.h"
#include "json_gate.h"
#include "json_number.h"
#include "words_gate.h"

static void put(json_t *object, const char *key, const char *text)
{
	json_object_set_new(object, key, json_string(text));
}

static json_t *pair_json(const struct gate_pair *pair)
{
	json_t *object = json_object();

	put(object, "label", pair->to->label);
	put(object, "answer", gate_answer_name(pair->answer));
	json_object_set_new(object, "exact", json_boolean(pair->is_exact));
	if (pair->why)
		put(object, "why", pair->why);
	else if (!pair->is_exact)
		json_object_set_new(
			object, "false_alarm_in",
			number(gate_false_alarm_in(pair->from->run_count, pair->to->run_count)));
	return object;
}

static json_t *row_json(const struct gate_pair *pair, const struct gate_row *row)
{
	json_t *object = json_object();

	put(object, "label", pair->to->label);
	put(object, "phase", row->phase);
	put(object, "reason", row->reason);
	put(object, "answer", gate_answer_name(row->answer));
	json_object_set_new(object, "host", json_boolean(row->is_host));
	json_object_set_new(object, "counts", json_boolean(gate_row_counts(pair, row)));
	json_object_set_new(object, "missing", json_boolean(row->is_missing));
	if (row->is_missing)
		return object;
	json_object_set_new(object, "from", number(row->from.median));
	json_object_set_new(object, "to", number(row->to.median));
	json_object_set_new(object, "change", json_integer(row->change));
	json_object_set_new(object, "low", json_integer(row->low));
	json_object_set_new(object, "high", json_integer(row->high));
	json_object_set_new(object, "certain",
			    json_boolean(pair->is_exact ? row->change != 0 : row->is_certain));
	return object;
}

static void add_changes(json_t *changes, const struct gate_pair *pair)
{
	for (size_t i = 0; i < pair->count; i++) {
		const struct gate_row *row = &pair->rows[i];

		if (row->change != 0 || row->answer != GATE_SAME)
			json_array_append_new(changes, row_json(pair, row));
	}
}

static void add_budgets(json_t *budgets, const struct gate *gate, const struct set *set)
{
	for (size_t i = 0; i < gate->budgets.count; i++) {
		const struct budget *budget = &gate->budgets.rows[i];
		const struct budget_use use = budget_use_of(budget, set);
		json_t *object;

		if (!use.is_for_it)
			continue;
		object = json_object();
		put(object, "label", set->label);
		put(object, "phase", budget->phase);
		put(object, "reason", budget->reason);
		put(object, "answer", gate_answer_name(use.answer));
		json_object_set_new(object, "max", number(budget->max));
		json_object_set_new(object, "most", use.run > 0 ? number(use.most) : json_null());
		json_array_append_new(budgets, object);
	}
}

void json_gate(json_t *root, const struct comparison *comparison)
{
	const struct gate *gate = comparison->gate;
	json_t *object = json_object(), *pairs = json_array();
	json_t *changes = json_array(), *budgets = json_array();
	char first[SENTENCE_SIZE];

	words_gate_first(first, gate, comparison);
	put(object, "answer", gate_answer_name(gate->answer));
	put(object, "words", first);
	if (gate->baseline)
		put(object, "baseline", gate->baseline->label);
	for (size_t i = 0; i < gate->count; i++) {
		json_array_append_new(pairs, pair_json(&gate->pairs[i]));
		add_changes(changes, &gate->pairs[i]);
	}
	for (size_t i = 0; i < comparison->count; i++)
		if (&comparison->sets[i] != gate->baseline)
			add_budgets(budgets, gate, &comparison->sets[i]);
	json_object_set_new(object, "labels", pairs);
	json_object_set_new(root, "gate", object);
	json_object_set_new(root, "changes", changes);
	json_object_set_new(root, "budgets", budgets);
}
