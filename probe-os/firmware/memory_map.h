/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Memory as the boot loader describes it.
 */
#ifndef FIRMWARE_MEMORY_MAP_H
#define FIRMWARE_MEMORY_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Of further available entries the largest are kept; all of them count as memory. With
 * too many reserved entries no memory counts as free.
 */
#define MEMORY_AVAILABLE_MAX 128
#define MEMORY_RESERVED_MAX  64
#define MEMORY_PIECES_MAX    128 /* Linux's limit for the E820 table */

struct range {
	uint64_t start, end; /* end is after the last byte */
};

/* An unchanged entry of the loader's map; the types are E820's. */
struct memory_piece {
	uint64_t start, size;
	uint32_t type;
};

struct memory_map {
	struct range available[MEMORY_AVAILABLE_MAX];
	struct range reserved[MEMORY_RESERVED_MAX];    /* in use, inside available memory */
	struct memory_piece pieces[MEMORY_PIECES_MAX]; /* only by multiboot 2 */
	size_t available_count, reserved_count, piece_count;
	uint64_t kib;    /* of all available entries */
	bool pieces_cut; /* some entries are not in pieces */
	bool none_free;  /* some memory in use is unknown: treat none as free */
};

/* A range is cut at the end of the address space. */
void memory_add_available(struct memory_map *map, uint64_t start, uint64_t size);
void memory_add_reserved(struct memory_map *map, uint64_t start, uint64_t size);
void memory_add_piece(struct memory_map *map, uint64_t start, uint64_t size, uint32_t type);

uint64_t memory_kib(const struct memory_map *map);

/* Whether some of these bytes are available memory */
bool memory_has_available(const struct memory_map *map, uint64_t start, uint64_t size);

/*
 * Picks whole pages in the middle of the largest free piece inside the bounds: as many
 * bytes as wanted, or fewer if the piece is smaller; an empty range with none_free.
 */
struct range memory_pick(const struct memory_map *map, struct range within, uint64_t wanted);

#endif
