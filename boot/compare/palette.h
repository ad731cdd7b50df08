/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Colours: what gnuplot draws with, and what the page makes of them in light
 * and dark. A colour has a name, so that the page can exchange it.
 */
#ifndef COMPARE_PALETTE_H
#define COMPARE_PALETTE_H

#include <stddef.h>
#include <stdint.h>

enum colour {
	COLOUR_INK,
	COLOUR_MUTED,
	COLOUR_GRID,
	COLOUR_QUIET, /* bars that are not the point */
	COLOUR_MORE,
	COLOUR_FEWER,
	COLOUR_BUCKET, /* the first of the five buckets */
	COLOUR_SET = COLOUR_BUCKET + 5,
	COLOURS = COLOUR_SET + 8,
};

struct shade {
	const char *name;
	uint32_t light, dark;
};

extern const struct shade palette[COLOURS];

/* The name of the colour with that light shade; NULL if there is none */
const char *palette_name(uint32_t light);

#endif
