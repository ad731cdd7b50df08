/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The functions of a guest, by address: from an ELF file, from a list as nm(1) prints it
 * (System.map), or from the map that a build of OVMF leaves.
 */
#ifndef COMPARE_SYMBOLS_H
#define COMPARE_SYMBOLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SYMBOL_NAME_SIZE 96 /* longer names are cut */

struct symbol {
	uint64_t start, end; /* end 0: unknown */
	bool is_function;
	char name[SYMBOL_NAME_SIZE];
};

struct symbols {
	struct symbol *rows;
	size_t count, allocated;
	bool is_incomplete; /* out of memory */
};

/* Adds one. Characters that no name of a function has become '?'. */
void symbols_add(struct symbols *symbols, uint64_t start, uint64_t end, bool is_function,
		 const char *name, size_t length);

/*
 * Adds the symbols of a text: lines "ADDRESS TYPE NAME" of nm, or "  0xADDRESS    NAME" of
 * an OVMF map, in which modules without a fixed address have none.
 */
void symbols_read(struct symbols *symbols, const char *text, size_t size);

/*
 * Sorts them for symbols_find(), and ends those of unknown end where the next one begins.
 * Returns the number of functions.
 */
size_t symbols_sort(struct symbols *symbols);

/* Adds all of another file, which are sorted; to be sorted again. */
void symbols_join(struct symbols *symbols, const struct symbols *others);

/* The function with that address; NULL if there is none */
const struct symbol *symbols_find(const struct symbols *symbols, uint64_t address);

void symbols_free(struct symbols *symbols);

#endif
