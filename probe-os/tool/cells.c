// SPDX-License-Identifier: GPL-2.0-only
/*
 * CSV as in RFC 4180. The caller checks standard output for errors.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "record/record.h"
#include "tool/cells.h"

static void put_csv(const char *text)
{
	if (!strpbrk(text, ",\"")) {
		fputs(text, stdout);
		return;
	}
	putchar('"');
	for (; *text; text++) {
		if (*text == '"')
			putchar('"');
		putchar(*text);
	}
	putchar('"');
}

static void put_markdown(const char *text, bool is_code)
{
	if (*text)
		putchar(' ');
	fputs(is_code ? "`" : "", stdout);
	for (; *text; text++) {
		if (*text == '|')
			putchar('\\');
		putchar(*text);
	}
	fputs(is_code ? "`" : "", stdout);
}

static void put(struct cells *cells, bool is_title, const char *format, va_list arguments)
{
	enum column kind = (enum column)cells->kinds[cells->at];
	char text[RECORD_LINE_SIZE];

	vsnprintf(text, sizeof(text), format, arguments);
	if (cells->csv) {
		fputs(cells->at ? "," : "", stdout);
		put_csv(text);
	} else if (kind != COLUMN_MORE) {
		fputs(cells->at ? " |" : "|", stdout);
		put_markdown(text, kind == COLUMN_NAME && !is_title);
	} else if (!is_title) {
		put_markdown(text, false);
	}
	cells->at++;
}

void cells_title(struct cells *cells, enum column kind, const char *format, ...)
{
	va_list arguments;

	if (cells->columns == CELLS_COLUMNS_MAX)
		return;
	cells->kinds[cells->columns++] = (uint8_t)kind;
	va_start(arguments, format);
	put(cells, true, format, arguments);
	va_end(arguments);
}

void cells_put(struct cells *cells, const char *format, ...)
{
	va_list arguments;

	if (cells->at == CELLS_COLUMNS_MAX)
		return;
	va_start(arguments, format);
	put(cells, false, format, arguments);
	va_end(arguments);
}

void cells_number(struct cells *cells, uint64_t value)
{
	cells_put(cells, "%llu", (unsigned long long)value);
}

static void put_alignment(const struct cells *cells)
{
	for (size_t i = 0; i < cells->columns; i++)
		if (cells->kinds[i] != COLUMN_MORE)
			fputs(cells->kinds[i] == COLUMN_NUMBER ? "|--:" : "|---", stdout);
	puts("|");
}

void cells_end(struct cells *cells)
{
	puts(cells->csv ? "" : " |");
	cells->at = 0;
	if (!cells->csv && !cells->has_titles)
		put_alignment(cells);
	cells->has_titles = true;
}
