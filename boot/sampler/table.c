// SPDX-License-Identifier: GPL-2.0-only
/*
 * Columns are few and found by name.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "table.h"

#define ROOM_FIRST 256

static uint64_t *row_at(const struct table *table, size_t row)
{
	return table->cells + row * TABLE_COLUMNS_MAX;
}

bool table_next(struct table *table)
{
	if (table->rows == table->room) {
		size_t room = table->room ? 2 * table->room : ROOM_FIRST;
		uint64_t *cells =
			reallocarray(table->cells, room * TABLE_COLUMNS_MAX, sizeof(*cells));

		if (!cells)
			return false;
		table->cells = cells;
		table->room = room;
	}
	memset(row_at(table, table->rows++), 0, TABLE_COLUMNS_MAX * sizeof(uint64_t));
	return true;
}

static size_t find(const struct table *table, const char *column)
{
	size_t i = 0;

	while (i < table->columns && strcmp(table->names[i], column) != 0)
		i++;
	return i;
}

void table_add(struct table *table, const char *column, uint64_t value)
{
	size_t at = find(table, column);

	if (at == TABLE_COLUMNS_MAX || strlen(column) >= TABLE_NAME_SIZE)
		return;
	if (at == table->columns)
		strcpy(table->names[table->columns++], column);
	row_at(table, table->rows - 1)[at] += value;
}

uint64_t table_last(const struct table *table, const char *column)
{
	size_t at = find(table, column);

	return at < table->columns ? row_at(table, table->rows - 1)[at] : 0;
}

void table_drop(struct table *table)
{
	table->rows--;
}

bool table_write(const struct table *table, FILE *out)
{
	for (size_t i = 0; i < table->columns; i++)
		fprintf(out, "%s%s", i ? "," : "", table->names[i]);
	fputc('\n', out);
	for (size_t row = 0; row < table->rows; row++) {
		for (size_t i = 0; i < table->columns; i++)
			fprintf(out, "%s%" PRIu64, i ? "," : "", row_at(table, row)[i]);
		fputc('\n', out);
	}
	return fflush(out) == 0 && !ferror(out);
}
