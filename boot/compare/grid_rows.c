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

void grid_note(struct grid *grid, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(grid->note, sizeof(grid->note), format, arguments);
	va_end(arguments);
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

void grid_put_as(struct grid_row *row, size_t column, const struct set *set, struct fact_key key,
		 enum cell_kind kind, uint64_t whole)
{
	const bool is_time = kind != CELL_NUMBER && kind != CELL_SHARE;
	struct grid_cell *cell = &row->cells[column];

	cell->set = set;
	cell->kind = kind;
	cell->whole = whole;
	if (is_time && set_host_khz(set) == 0)
		return;
	if ((kind == CELL_SHARE || kind == CELL_MEAN_US) && whole == 0)
		return;
	cell->fact = facts_find(&set->facts, key);
}

void grid_put(struct grid_row *row, size_t column, const struct set *set, struct fact_key key)
{
	grid_put_as(row, column, set, key, CELL_NUMBER, 0);
}

/* Of cells in a rectangle of the table */
static const struct set *only_set(const struct grid *grid, size_t from, size_t rows, size_t left,
				  size_t columns)
{
	const struct set *only = NULL;

	for (size_t i = from; i < from + rows; i++)
		for (size_t j = left; j < left + columns; j++) {
			const struct set *set = grid->rows[i].cells[j].set;

			if (set && only && set != only)
				return NULL;
			if (set)
				only = set;
		}
	return only;
}

const struct set *grid_row_set(const struct grid *grid, const struct grid_row *row)
{
	return only_set(grid, (size_t)(row - grid->rows), 1, 0, grid->column_count);
}

const struct set *grid_column_set(const struct grid *grid, size_t column)
{
	return only_set(grid, 0, grid->row_count, column, 1);
}

const struct set *grid_set(const struct grid *grid)
{
	return only_set(grid, 0, grid->row_count, 0, grid->column_count);
}

bool grid_has_set(const struct grid *grid, const struct set *set)
{
	for (size_t i = 0; i < grid->row_count; i++)
		for (size_t j = 0; j < grid->column_count; j++)
			if (grid->rows[i].cells[j].set == set)
				return true;
	return false;
}

const char *grid_runs_note(const struct grid *grid)
{
	for (size_t i = 0; i < grid->row_count; i++)
		for (size_t j = 0; j < grid->column_count; j++) {
			const struct set *set = grid->rows[i].cells[j].set;

			if (set && set->run_count > 1)
				return "Of several runs: the median (min-max). Medians need not "
				       "add up.";
		}
	return "";
}
