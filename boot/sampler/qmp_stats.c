// SPDX-License-Identifier: GPL-2.0-only
/*
 * QEMU writes each as {"name": "exits", "value": 42}, in that order. That is
 * found by text: a JSON parser would be most of this program.
 */
#include <stdlib.h>
#include <string.h>

#include "qmp_stats.h"
#include "source.h"

#define NAME  "{\"name\": \""
#define VALUE "\", \"value\": "

bool qmp_stats_add(struct table *table, const char *line)
{
	bool found = false;

	if (strstr(line, "\"error\""))
		return false;
	while ((line = strstr(line, NAME))) {
		const char *name = line + strlen(NAME), *end = strchr(name, '"');
		char text[TABLE_NAME_SIZE];
		const char *column;

		line = name;
		if (!end || end - name >= TABLE_NAME_SIZE ||
		    strncmp(end, VALUE, strlen(VALUE)) != 0)
			continue;
		memcpy(text, name, (size_t)(end - name));
		text[end - name] = '\0';
		column = column_of(text);
		if (!column)
			continue;
		table_add(table, column, strtoull(end + strlen(VALUE), NULL, 10));
		found = true;
	}
	return found;
}
