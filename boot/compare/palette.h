/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Colours. gnuplot draws with the light shade; the page replaces it by a variable of
 * that name, which has a light and a dark shade.
 */
#ifndef COMPARE_PALETTE_H
#define COMPARE_PALETTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "counters.h"
#include "slots.h"

/* 1 to 9 exits, 10 to 99, ..., 1 million and more; text on the first ones has the colour of ink,
 * on the last ones that of the card */
#define HEATS       7
#define HEATS_LIGHT 4

enum colour {
	COLOUR_CARD, /* behind the plots */
	COLOUR_INK,
	COLOUR_MUTED,
	COLOUR_GRID,
	COLOUR_QUIET, /* bars of less interest */
	COLOUR_BAND,  /* of phases, beside muted ones */
	COLOUR_MORE,
	COLOUR_FEWER,
	COLOUR_HEAT,                         /* the first of the shades of a power of ten */
	COLOUR_BUCKET = COLOUR_HEAT + HEATS, /* the first of the buckets */
	COLOUR_SET = COLOUR_BUCKET + BUCKETS,
	COLOUR_REASON = COLOUR_SET + SETS_MAX, /* of slots */
	COLOURS = COLOUR_REASON + SLOTS,
};

struct shade {
	const char *name;
	uint32_t light, dark;
};

extern const struct shade palette[COLOURS];

/* The colour of so many exits, and whether it is one of the last ones */
enum colour palette_heat(uint64_t exits);
bool palette_is_last_heat(enum colour colour);

/* The name of the colour with that light shade; NULL if not found */
const char *palette_name(uint32_t light);

#endif
