// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads the text of a screen back from its picture, a PPM of QEMU's command screendump:
 * prints the rows, or says where the picture has anything but characters.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hw/font.h"
#include "hw/screen.h"

#define WIDTH  (SCREEN_COLUMNS * FONT_WIDTH)
#define HEIGHT (SCREEN_ROWS * FONT_HEIGHT)

static const uint8_t font[FONT_CHARACTERS][FONT_HEIGHT] = {
#include "font.inc"
};

static unsigned int width, height;
static uint8_t (*pixels)[3];

static _Noreturn void fail(const char *why, unsigned int y, unsigned int x)
{
	fprintf(stderr, "screen-text: %s at %u, %u\n", why, y, x);
	exit(1);
}

static void read_picture(const char *name)
{
	FILE *file = fopen(name, "rb");

	if (!file || fscanf(file, "P6 %u %u 255", &width, &height) != 2 || fgetc(file) == EOF)
		fail("no picture", 0, 0);
	if (width < WIDTH || height < HEIGHT || width > 8192 || height > 8192)
		fail("no room for the text", height, width);
	pixels = calloc((size_t)width * height, sizeof(*pixels));
	if (!pixels ||
	    fread(pixels, sizeof(*pixels), (size_t)width * height, file) != (size_t)width * height)
		fail("a cut picture", height, width);
	fclose(file);
}

static int is_white(unsigned int y, unsigned int x)
{
	const uint8_t *pixel = pixels[(size_t)y * width + x];

	if (pixel[0] == 0 && pixel[1] == 0 && pixel[2] == 0)
		return 0;
	if (pixel[0] == 0xFF && pixel[1] == 0xFF && pixel[2] == 0xFF)
		return 1;
	fail("neither black nor white", y, x);
}

static uint8_t line_at(unsigned int y, unsigned int x)
{
	uint8_t line = 0;

	for (unsigned int i = 0; i < FONT_WIDTH; i++)
		line = (uint8_t)(line << 1 | is_white(y, x + i));
	return line;
}

static char character_at(unsigned int row, unsigned int column)
{
	uint8_t lines[FONT_HEIGHT];

	for (unsigned int i = 0; i < FONT_HEIGHT; i++)
		lines[i] = line_at(row * FONT_HEIGHT + i, column * FONT_WIDTH);
	for (char c = ' '; c <= '~'; c++)
		if (memcmp(font[(uint8_t)c], lines, FONT_HEIGHT) == 0)
			return c;
	fail("no character", row, column);
}

static void print_row(unsigned int row)
{
	char text[SCREEN_COLUMNS + 1] = { 0 };
	size_t end = SCREEN_COLUMNS;

	for (unsigned int column = 0; column < SCREEN_COLUMNS; column++)
		text[column] = character_at(row, column);
	while (end > 0 && text[end - 1] == ' ')
		text[--end] = '\0';
	puts(text);
}

static void check_margin(void)
{
	for (unsigned int y = 0; y < height; y++)
		for (unsigned int x = 0; x < width; x++)
			if ((y >= HEIGHT || x >= WIDTH) && is_white(y, x))
				fail("white outside the text", y, x);
}

int main(int argc, char **argv)
{
	if (argc != 2)
		return 2;
	read_picture(argv[1]);
	for (unsigned int row = 0; row < SCREEN_ROWS; row++)
		print_row(row);
	check_margin();
	return 0;
}
