// SPDX-License-Identifier: GPL-2.0-only
/*
 * There are few columns: finds them with a linear search. A row has the columns that
 * existed when it was kept.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "table.h"

#define ROOM_FIRST 256

void table_begin(struct table *table, const char *vm)
{
	memset(table->last, 0, sizeof(table->last));
	table->vm = vm;
}

static size_t find(const struct table *table, const char *name)
{
	size_t i = 0;

	while (i < table->columns && strcmp(table->names[i], name) != 0)
		i++;
	return i;
}

size_t table_column(struct table *table, const char *name)
{
	size_t at = find(table, name);

	if (at < table->columns)
		return at;
	if (at == TABLE_COLUMNS_MAX || strlen(name) >= TABLE_NAME_SIZE) {
		table->left_out = true;
		return TABLE_COLUMNS_MAX;
	}
	strcpy(table->names[table->columns++], name);
	return at;
}

void table_add_at(struct table *table, size_t column, uint64_t value)
{
	if (column < table->columns)
		table->last[column] += value;
}

void table_add(struct table *table, const char *column, uint64_t value)
{
	table_add_at(table, table_column(table, column), value);
}

uint64_t table_last(const struct table *table, const char *column)
{
	size_t at = find(table, column);

	return at < table->columns ? table->last[at] : 0;
}

uint64_t table_cell(const struct table *table, size_t row, const char *column)
{
	size_t at = find(table, column);

	return at < table->row[row].columns ? table->row[row].cells[at] : 0;
}

static bool grow(struct table *table)
{
	size_t room = table->room ? 2 * table->room : ROOM_FIRST;
	struct table_row *row = reallocarray(table->row, room, sizeof(*row));

	if (!row)
		return false;
	table->row = row;
	table->room = room;
	return true;
}

bool table_keep(struct table *table)
{
	const size_t size = table->columns * sizeof(uint64_t);
	struct table_row *row;

	if (table->rows == table->room && !grow(table))
		return false;
	row = &table->row[table->rows];
	row->vm = table->vm;
	row->columns = table->columns;
	row->cells = malloc(size);
	if (!row->cells)
		return false;
	memcpy(row->cells, table->last, size);
	table->rows++;
	return true;
}

static void write_row(const struct table *table, const struct table_row *row, FILE *out)
{
	for (size_t i = 0; i < table->columns; i++)
		fprintf(out, "%s%" PRIu64, i ? "," : "", i < row->columns ? row->cells[i] : 0);
	if (row->vm)
		fprintf(out, ",%s", row->vm);
	fputc('\n', out);
}

bool table_write(const struct table *table, FILE *out)
{
	for (size_t i = 0; i < table->columns; i++)
		fprintf(out, "%s%s", i ? "," : "", table->names[i]);
	fprintf(out, "%s\n", table->rows && table->row[0].vm ? ",vm" : "");
	for (size_t i = 0; i < table->rows && !ferror(out); i++)
		write_row(table, &table->row[i], out);
	return !ferror(out) && fflush(out) == 0;
}

void table_clear(struct table *table)
{
	for (size_t i = 0; i < table->rows; i++)
		free(table->row[i].cells);
	table->rows = 0;
}

void table_free(struct table *table)
{
	table_clear(table);
	free(table->row);
	memset(table, 0, sizeof(*table));
}
