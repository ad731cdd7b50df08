// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzzes how the sampler reads a monitor: it takes each object as an answer to query-stats
 * and as one to query-cpus-fast.
 */
#include <stdlib.h>
#include <string.h>

#include "json_extent.h"
#include "qmp_stats.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct table table;
static struct vcpus vcpus;

/* The end of an object does not depend on how its bytes arrive. */
static enum json_state find_end(const char *text, size_t length, size_t *end)
{
	struct json_extent at_once = { 0 }, by_byte = { 0 };
	enum json_state state = json_extent_find(&at_once, text, length), other = JSON_MORE;

	for (size_t i = 0; i <= length && other == JSON_MORE; i++)
		other = json_extent_find(&by_byte, text, i);
	if (state != other || (state == JSON_WHOLE && at_once.at != by_byte.at))
		abort();
	*end = at_once.at;
	return state;
}

static void take(const json_t *answer)
{
	qmp_is_answer(answer, 1);
	qmp_error(answer);
	qmp_text(answer, "UUID");
	if (qmp_stats_has_new(&vcpus, answer))
		qmp_stats_name(&vcpus, answer);
	table_begin(&table, NULL);
	if (!qmp_stats_add(&table, &vcpus, answer))
		return;
	/* A row was added, and its vCPUs are known now. */
	if (qmp_stats_has_new(&vcpus, answer) || table.columns == 0 || !table_keep(&table))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1), *at = text;
	size_t end;

	if (!text)
		abort();
	memcpy(text, data, size);
	while (find_end(at, size, &end) == JSON_WHOLE) {
		json_t *object = json_loadb(at, end, JSON_ALLOW_NUL, NULL);

		if (object)
			take(object);
		json_decref(object);
		at += end;
		size -= end;
	}
	free(text);
	table_free(&table);
	vcpus_free(&vcpus);
	return 0;
}
