// SPDX-License-Identifier: GPL-2.0-only
/*
 * StatsResult and CpuInfoFast of QEMU's QAPI schema. Skips what does not follow it.
 */
#include <stdio.h>
#include <string.h>

#include "qmp_stats.h"
#include "source.h"

bool qmp_is_answer(const json_t *object, uint64_t id)
{
	const json_t *its = json_object_get(object, "id");

	if (!json_object_get(object, "return") && !json_object_get(object, "error"))
		return false;
	/* An error that QEMU found before the id has no id. */
	return !its || (json_is_integer(its) && (uint64_t)json_integer_value(its) == id);
}

const char *qmp_error(const json_t *answer)
{
	const json_t *error = json_object_get(answer, "error");
	const char *text = json_string_value(json_object_get(error, "desc"));

	return !error ? NULL : text ? text : "an error without a description";
}

const char *qmp_text(const json_t *answer, const char *key)
{
	return json_string_value(json_object_get(json_object_get(answer, "return"), key));
}

/* The name of a vCPU in an answer; its position if it has no name */
static const char *name_of(const json_t *item, size_t at, char text[32])
{
	const char *path = json_string_value(json_object_get(item, "qom-path"));

	snprintf(text, 32, "%zu", at);
	return path ? path : text;
}

/* The statistics of a vCPU; NULL if they are not KVM's */
static const json_t *stats_of(const json_t *item)
{
	const char *provider = json_string_value(json_object_get(item, "provider"));

	return provider && strcmp(provider, "kvm") != 0 ? NULL : json_object_get(item, "stats");
}

bool qmp_stats_has_new(struct vcpus *vcpus, const json_t *answer)
{
	const json_t *all = json_object_get(answer, "return"), *item;
	char text[32];

	for (size_t i = 0; (item = json_array_get(all, i)); i++)
		if (stats_of(item) && !vcpus_find(vcpus, name_of(item, i, text)))
			return true;
	return false;
}

bool qmp_stats_name(struct vcpus *vcpus, const json_t *answer)
{
	const json_t *all = json_object_get(answer, "return"), *item;

	for (size_t i = 0; (item = json_array_get(all, i)); i++) {
		const json_t *index = json_object_get(item, "cpu-index");
		const char *path = json_string_value(json_object_get(item, "qom-path"));

		if (path && json_is_integer(index) && json_integer_value(index) >= 0 &&
		    !vcpus_name(vcpus, (long)json_integer_value(index), path))
			return false;
	}
	return true;
}

/*
 * False if a statistic is not a number or there twice, or the exits are missing: the sum
 * would be wrong.
 */
static bool add_stats(struct table *table, struct vcpu *vcpu, const json_t *stats)
{
	bool has_exits = false;
	const json_t *one;

	for (size_t i = 0; (one = json_array_get(stats, i)); i++) {
		const char *name = json_string_value(json_object_get(one, "name"));
		const json_t *value = json_object_get(one, "value");
		const char *column = name ? column_of(name) : NULL;
		size_t at;

		if (!column)
			continue;
		if (!json_is_integer(value) || json_integer_value(value) < 0)
			return false;
		has_exits |= strcmp(name, statistics[0]) == 0;
		at = table_column(table, column);
		if (at == TABLE_COLUMNS_MAX)
			continue;
		if (vcpu->counted[at])
			return false;
		vcpu->counted[at] = (uint64_t)json_integer_value(value);
	}
	return has_exits;
}

/* False for a vCPU that the answer has twice, too */
static bool add_vcpu(struct table *table, struct vcpus *vcpus, const json_t *item, size_t at,
		     const json_t *stats)
{
	char text[32];
	const char *name = name_of(item, at, text);
	struct vcpu *vcpu = vcpus_find(vcpus, name);

	if (vcpu && vcpu->sample == vcpus->sample)
		return false;
	vcpu = vcpus_count(vcpus, name);
	return vcpu && add_stats(table, vcpu, stats);
}

bool qmp_stats_add(struct table *table, struct vcpus *vcpus, const json_t *answer)
{
	bool found = false;
	const json_t *all = json_object_get(answer, "return"), *item;

	vcpus_begin(vcpus);
	for (size_t i = 0; (item = json_array_get(all, i)); i++) {
		const json_t *stats = stats_of(item);

		if (stats && !add_vcpu(table, vcpus, item, i, stats))
			return false;
		found |= stats != NULL;
	}
	vcpus_add_to(vcpus, table);
	return found;
}
