// SPDX-License-Identifier: GPL-2.0-only
/*
 * A symbol without a size ends where the next one begins, so data is kept too: it ends
 * the function before it.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "symbols.h"

void symbols_add(struct symbols *symbols, uint64_t start, uint64_t end, bool is_function,
		 const char *name, size_t length)
{
	struct symbol *row;

	if (symbols->count == symbols->allocated) {
		size_t wanted = symbols->allocated ? 2 * symbols->allocated : 1024;
		struct symbol *rows = realloc(symbols->rows, wanted * sizeof(*rows));

		if (!rows) {
			symbols->is_incomplete = true;
			return;
		}
		symbols->rows = rows;
		symbols->allocated = wanted;
	}
	row = &symbols->rows[symbols->count++];
	*row = (struct symbol){ .start = start, .end = end, .is_function = is_function };
	for (size_t i = 0; i < length && i < SYMBOL_NAME_SIZE - 1; i++)
		row->name[i] =
			isalnum((unsigned char)name[i]) || strchr("_.$@", name[i]) ? name[i] : '?';
}

/* A number in hexadecimal with its digits at *at, which moves behind it */
static bool read_hex(const char **at, const char *end, uint64_t *value)
{
	static const char digits[] = "0123456789abcdef";
	const char *from = *at;

	*value = 0;
	for (; *at < end && **at && strchr(digits, tolower((unsigned char)**at)); (*at)++)
		*value = *value << 4 |
			 (uint64_t)(strchr(digits, tolower((unsigned char)**at)) - digits);
	return *at > from && *at - from <= 16;
}

static bool skip(const char **at, const char *end, const char *text)
{
	size_t length = strlen(text);

	if ((size_t)(end - *at) < length || memcmp(*at, text, length) != 0)
		return false;
	*at += length;
	return true;
}

static const char *end_of_word(const char *at, const char *end)
{
	while (at < end && !isspace((unsigned char)*at))
		at++;
	return at;
}

/* ADDRESS TYPE NAME: absolute and undefined symbols (a, U, w) have no address of code. */
static void read_nm_line(struct symbols *symbols, const char *at, const char *end)
{
	uint64_t start;
	char type;

	if (!read_hex(&at, end, &start) || end - at < 4 || at[0] != ' ' || at[2] != ' ')
		return;
	type = at[1];
	at += 3;
	if (!isalpha((unsigned char)type) || strchr("AaUNn", type))
		return;
	symbols_add(symbols, start, 0, strchr("TtWw", type), at,
		    (size_t)(end_of_word(at, end) - at));
}

/* Indented by two blanks; module addresses are in lines that begin with its name. */
static void read_map_line(struct symbols *symbols, const char *at, const char *end, bool is_fixed)
{
	uint64_t start;

	if (!is_fixed || !skip(&at, end, "  0x") || !read_hex(&at, end, &start) ||
	    !skip(&at, end, "    ") || end_of_word(at, end) == at)
		return;
	symbols_add(symbols, start, 0, true, at, (size_t)(end_of_word(at, end) - at));
}

static bool contains(const char *at, const char *end, const char *text)
{
	for (; at < end; at++)
		if (skip(&at, end, text))
			return true;
	return false;
}

void symbols_read(struct symbols *symbols, const char *text, size_t size)
{
	const char *all_end = text + size;
	bool is_fixed = false;

	for (const char *at = text, *end; at < all_end; at = end + 1) {
		end = memchr(at, '\n', (size_t)(all_end - at));
		if (!end)
			end = all_end;
		if (contains(at, end, ", BaseAddress=") || contains(at, end, "(BaseAddress="))
			is_fixed = contains(at, end, "(Fixed Flash Address, ");
		else if (at < end && at[0] == ' ')
			read_map_line(symbols, at, end, is_fixed);
		else
			read_nm_line(symbols, at, end);
	}
}

/* Of several at one address, a function comes last: symbols_find() takes that. */
static int by_start(const void *a, const void *b)
{
	const struct symbol *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->is_function != y->is_function)
		return x->is_function ? 1 : -1;
	return strcmp(y->name, x->name);
}

size_t symbols_sort(struct symbols *symbols)
{
	size_t functions = 0;
	uint64_t next = 0; /* where the next one begins; 0: nothing says where the last one ends */

	if (symbols->count > 0)
		qsort(symbols->rows, symbols->count, sizeof(symbols->rows[0]), by_start);
	for (size_t i = symbols->count; i-- > 0;) {
		struct symbol *row = &symbols->rows[i];

		if (i + 1 < symbols->count && row[1].start != row->start)
			next = row[1].start;
		if (row->end == 0)
			row->end = next ? next : row->start;
		functions += row->is_function;
	}
	return functions;
}

void symbols_join(struct symbols *symbols, const struct symbols *others)
{
	for (size_t i = 0; i < others->count; i++) {
		const struct symbol *row = &others->rows[i];

		symbols_add(symbols, row->start, row->end, row->is_function, row->name,
			    strlen(row->name));
	}
}

const struct symbol *symbols_find(const struct symbols *symbols, uint64_t address)
{
	size_t from = 0, to = symbols->count;
	const struct symbol *row;

	/* rows[from - 1] is the last that does not begin behind the address. */
	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (symbols->rows[middle].start <= address)
			from = middle + 1;
		else
			to = middle;
	}
	if (from == 0)
		return NULL;
	row = &symbols->rows[from - 1];
	return row->is_function && address < row->end ? row : NULL;
}

void symbols_free(struct symbols *symbols)
{
	free(symbols->rows);
	*symbols = (struct symbols){ 0 };
}
