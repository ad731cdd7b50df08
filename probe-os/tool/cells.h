/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A table as Markdown or as CSV, cell by cell.
 */
#ifndef TOOL_CELLS_H
#define TOOL_CELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CELLS_COLUMNS_MAX 1024

enum column {
	COLUMN_NAME, /* set as code in Markdown */
	COLUMN_TEXT,
	COLUMN_NUMBER,
	COLUMN_MORE, /* in Markdown it stands in the column before */
};

struct cells {
	bool csv, has_titles;
	size_t columns, at;
	uint8_t kinds[CELLS_COLUMNS_MAX];
};

/* The titles first; each row ends with cells_end(). */
void cells_title(struct cells *cells, enum column kind, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void cells_put(struct cells *cells, const char *format, ...) __attribute__((format(printf, 2, 3)));
void cells_number(struct cells *cells, uint64_t value);
void cells_end(struct cells *cells);

#endif
