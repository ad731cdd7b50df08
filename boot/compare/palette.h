/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Colours. gnuplot draws with the light shade; the page replaces it by a variable of
 * that name, which has a light and a dark shade.
 */
#ifndef COMPARE_PALETTE_H
#define COMPARE_PALETTE_H

#include <stddef.h>
#include <stdint.h>

#include "counters.h"

enum colour {
	COLOUR_INK,
	COLOUR_MUTED,
	COLOUR_GRID,
	COLOUR_QUIET, /* bars of less interest */
	COLOUR_MORE,
	COLOUR_FEWER,
	COLOUR_BUCKET, /* the first of the buckets */
	COLOUR_SET = COLOUR_BUCKET + BUCKETS,
	COLOURS = COLOUR_SET + 8,
};

struct shade {
	const char *name;
	uint32_t light, dark;
};

extern const struct shade palette[COLOURS];

/* The name of the colour with that light shade; NULL if not found */
const char *palette_name(uint32_t light);

#endif
