// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzzes the parser of symbols, and the look-up of all addresses that it took.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "symbols.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* An address is in a function that has it, or in none. */
static void check(const struct symbols *symbols, uint64_t address)
{
	const struct symbol *symbol = symbols_find(symbols, address);

	if (symbol && (!symbol->is_function || address < symbol->start || address >= symbol->end ||
		       strpbrk(symbol->name, " \",\\\n")))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct symbols symbols = { 0 };
	/* A copy of exact size, so that the sanitizer detects a read beyond the end */
	char *text = malloc(size + !size);

	if (!text)
		abort();
	if (size > 0)
		memcpy(text, data, size);
	symbols_read(&symbols, text, size);
	symbols_sort(&symbols);
	for (size_t i = 0; i < symbols.count; i++) {
		check(&symbols, symbols.rows[i].start);
		check(&symbols, symbols.rows[i].start - 1);
		check(&symbols, symbols.rows[i].end);
	}
	symbols_free(&symbols);
	free(text);
	return 0;
}
