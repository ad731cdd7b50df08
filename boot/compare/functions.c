// SPDX-License-Identifier: GPL-2.0-only
/*
 * Adds up the exits of each function.
 */
#include <string.h>

#include "exit_probe_abi.h"
#include "functions.h"

static const struct symbol *function_of(const struct record_cause *cause,
					const struct symbols *symbols)
{
	return cause->kind == EXIT_PROBE_CAUSE_RIP ? symbols_find(symbols, cause->detail) : NULL;
}

size_t functions_count(const struct record *record, const struct symbols *symbols)
{
	size_t count = 0;

	for (uint64_t i = 0; i < record->begin.causes; i++)
		count += function_of(&record->causes[i], symbols) != NULL;
	return count;
}

static bool is_same(const struct record_cause *a, const struct record_cause *b)
{
	return a->phase == b->phase && strcmp(a->reason, b->reason) == 0 && a->kind == b->kind &&
	       a->detail == b->detail && a->access == b->access && a->width == b->width;
}

static void add(struct record_cause *to, const struct record_cause *from)
{
	to->exits += from->exits;
	to->kernel += from->kernel;
	to->blocked += from->blocked;
	to->error += from->error;
}

void functions_join(struct record *record, const struct symbols *symbols)
{
	uint64_t kept = 0;

	for (uint64_t i = 0; i < record->begin.causes; i++) {
		struct record_cause cause = record->causes[i];
		const struct symbol *function = function_of(&cause, symbols);
		uint64_t same = 0;

		if (function)
			cause.detail = function->start;
		while (same < kept && !is_same(&record->causes[same], &cause))
			same++;
		if (same < kept)
			add(&record->causes[same], &cause);
		else
			record->causes[kept++] = cause;
	}
	record->begin.causes = kept;
}
