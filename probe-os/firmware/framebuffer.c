// SPDX-License-Identifier: GPL-2.0-only
/*
 * Checks what firmware says of the framebuffer before anything is drawn.
 */
#include "firmware/framebuffer.h"
#include "firmware/phys.h"
#include "hw/font.h"
#include "hw/screen.h"

/* More than any screen has; bounds the work for wrong sizes */
#define SIDE_MAX    8192

#define TEXT_WIDTH  (SCREEN_COLUMNS * FONT_WIDTH)
#define TEXT_HEIGHT (SCREEN_ROWS * FONT_HEIGHT)

/* Without what the pitch adds to the last line */
static uint64_t size_of(const struct framebuffer *framebuffer)
{
	return (uint64_t)(framebuffer->height - 1) * framebuffer->pitch +
	       framebuffer->width * framebuffer->pixel_size;
}

static bool is_between(uint32_t value, uint32_t least, uint32_t most)
{
	return value >= least && value <= most;
}

bool framebuffer_is_usable(const struct framebuffer *framebuffer)
{
	const uint32_t width = framebuffer->width, pixel_size = framebuffer->pixel_size;

	return is_between(pixel_size, 2, 4) && is_between(width, TEXT_WIDTH, SIDE_MAX) &&
	       is_between(framebuffer->height, TEXT_HEIGHT, SIDE_MAX) &&
	       is_between(framebuffer->pitch, width * pixel_size, SIDE_MAX * pixel_size) &&
	       phys_at(framebuffer->address, size_of(framebuffer));
}

bool framebuffer_is_in_use(const struct framebuffer *framebuffer, const struct memory_map *map)
{
	return memory_has_available(map, framebuffer->address, size_of(framebuffer));
}
