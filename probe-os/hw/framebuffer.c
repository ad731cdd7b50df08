// SPDX-License-Identifier: GPL-2.0-only
/*
 * White on black, by writes of 8 bytes: on hardware a write takes long, whatever its size.
 */
#include "hw/font.h"
#include "hw/framebuffer.h"
#include "lib/mem.h"

#define PIXEL_SIZE_MAX 4

/* One bit a pixel, the leftmost is the highest */
static const uint8_t font[FONT_CHARACTERS][FONT_HEIGHT] = {
#include "font.inc"
};

/* A pitch may be any number of bytes. */
typedef volatile uint64_t __attribute__((aligned(1), may_alias)) pixels;

_Static_assert(FONT_WIDTH == sizeof(pixels), "a character's line is pixel_size writes");

static struct framebuffer target;

static uint8_t *line_at(unsigned int y)
{
	return (uint8_t *)(uintptr_t)target.address + (uint64_t)y * target.pitch;
}

static void clear_line(uint8_t *line)
{
	const uint32_t size = target.width * target.pixel_size;
	uint32_t at = 0;

	for (; at + sizeof(pixels) <= size; at += sizeof(pixels))
		*(pixels *)(line + at) = 0;
	for (; at < size; at++)
		line[at] = 0;
}

static void clear(void)
{
	for (uint32_t y = 0; y < target.height; y++)
		clear_line(line_at(y));
}

/* Writes the 8 pixels of a character's line. */
static void put_line(uint8_t *at, uint8_t bits)
{
	uint64_t line[PIXEL_SIZE_MAX] = { 0 };

	for (unsigned int i = 0; i < FONT_WIDTH; i++)
		if (bits << i & 0x80)
			memset((uint8_t *)line + i * target.pixel_size, 0xFF, target.pixel_size);
	for (unsigned int i = 0; i < target.pixel_size; i++)
		((pixels *)at)[i] = line[i];
}

static const uint8_t *glyph(char character)
{
	const uint8_t code = (uint8_t)character;

	return font[code < FONT_CHARACTERS ? code : '?'];
}

static void put_cell(unsigned int row, unsigned int column, char character)
{
	const uint8_t *lines = glyph(character);

	for (unsigned int y = 0; y < FONT_HEIGHT; y++)
		put_line(line_at(row * FONT_HEIGHT + y) + column * FONT_WIDTH * target.pixel_size,
			 lines[y]);
}

const struct screen *framebuffer_screen(const struct framebuffer *framebuffer)
{
	static const struct screen screen = { clear, put_cell, NULL };

	target = *framebuffer;
	return &screen;
}
