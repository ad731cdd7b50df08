/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The screen that the boot loader left, and the memory of its pixels.
 */
#ifndef FIRMWARE_FRAMEBUFFER_H
#define FIRMWARE_FRAMEBUFFER_H

#include <stdbool.h>
#include <stdint.h>

#include "firmware/memory_map.h"

enum boot_screen {
	BOOT_SCREEN_UNKNOWN, /* the loader says nothing */
	BOOT_SCREEN_TEXT,
	BOOT_SCREEN_PIXELS,
	BOOT_SCREEN_OTHER, /* or one that the probe cannot use */
};

/* Any layout of direct colours: all bits set is white. */
struct framebuffer {
	uint64_t address;
	uint32_t width, height; /* in pixels */
	uint32_t pitch;         /* bytes from a line to the next */
	uint32_t pixel_size;    /* bytes */
};

/* Whether the text fits, and all pixels are in memory that the probe maps. */
bool framebuffer_is_usable(const struct framebuffer *framebuffer);

/* Whether the map calls some of it available: the image may lie there. */
bool framebuffer_is_in_use(const struct framebuffer *framebuffer, const struct memory_map *map);

#endif
