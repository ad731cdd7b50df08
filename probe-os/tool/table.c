// SPDX-License-Identifier: GPL-2.0-only
/*
 * Selects the rows and columns of a table.
 */
#include <string.h>

#include "tool/table.h"

static bool is_listed(const char *list, const char *name)
{
	const size_t length = strlen(name);

	for (;; list = strchr(list, ',') + 1) {
		if (strncmp(list, name, length) == 0 && (list[length] == ',' || !list[length]))
			return true;
		if (!strchr(list, ','))
			return false;
	}
}

bool table_shows(const struct table *table, const char *name)
{
	return !table->only || is_listed(table->only, name);
}

size_t table_reasons(const struct table *table, const char *names[TABLE_REASONS_MAX])
{
	size_t count = 0;

	for (size_t i = 0; i < table->count; i++) {
		const struct record *record = table->records[i].record;

		for (uint64_t j = 0; j < record->begin.reasons; j++) {
			const char *name = record->reasons[j].name;
			size_t at = 0;

			while (at < count && strcmp(names[at], name) != 0)
				at++;
			if (at == count && count < TABLE_REASONS_MAX)
				names[count++] = name;
		}
	}
	return count;
}
