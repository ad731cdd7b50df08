/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Prints a table as Markdown or CSV, cell by cell.
 */
#ifndef TOOL_CELLS_H
#define TOOL_CELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CELLS_COLUMNS_MAX 1024

enum column {
	COLUMN_NAME, /* printed as code in Markdown */
	COLUMN_TEXT,
	COLUMN_NUMBER,
	COLUMN_MORE, /* in Markdown a part of the column before */
};

struct cells {
	bool csv, has_titles;
	size_t columns, at;
	uint8_t kinds[CELLS_COLUMNS_MAX];
};

/* Put the titles first; end each row with cells_end(). */
void cells_title(struct cells *cells, enum column kind, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void cells_put(struct cells *cells, const char *format, ...) __attribute__((format(printf, 2, 3)));
void cells_number(struct cells *cells, uint64_t value);
void cells_end(struct cells *cells);

#endif
