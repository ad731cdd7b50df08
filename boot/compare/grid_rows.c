// SPDX-License-Identifier: GPL-2.0-only
/*
 * Titles, rows and cells of a table.
 */
#include <stdarg.h>
#include <string.h>

#include "grid_rows.h"

void grid_start(struct grid *grid, const char *title, const char *name_title)
{
	memset(grid, 0, sizeof(*grid));
	snprintf(grid->title, sizeof(grid->title), "%s", title);
	grid->name_title = name_title;
}

void grid_column(struct grid *grid, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(grid->columns[grid->column_count++], GRID_TEXT_SIZE, format, arguments);
	va_end(arguments);
}

struct grid_row *grid_row(struct grid *grid, const char *name)
{
	struct grid_row *row = &grid->rows[grid->row_count++];

	memset(row, 0, sizeof(*row));
	snprintf(row->name, sizeof(row->name), "%s", name);
	return row;
}

void grid_put(struct grid_row *row, size_t column, const struct set *set, struct fact_key key)
{
	row->cells[column] = facts_find(&set->facts, key);
	row->sets[column] = set;
}
