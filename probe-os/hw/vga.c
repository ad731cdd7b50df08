// SPDX-License-Identifier: GPL-2.0-only
/*
 * VGA text mode 3: one 16-bit cell per character, code below attribute.
 */
#include <stdint.h>

#include "hw/instructions.h"
#include "hw/vga.h"

#define SCREEN    0xB8000
#define COLUMNS   80
#define ATTRIBUTE 0x0700 /* light grey on black */

/* CRT controller: index and data port, cursor location registers */
#define CRTC_INDEX       0x3D4
#define CRTC_DATA        0x3D5
#define CRTC_CURSOR_HIGH 0x0E
#define CRTC_CURSOR_LOW  0x0F

static unsigned int row, column;

static volatile uint16_t *cell(unsigned int at_row, unsigned int at_column)
{
	return (volatile uint16_t *)SCREEN + at_row * COLUMNS + at_column;
}

static void clear_row(unsigned int which)
{
	for (unsigned int i = 0; i < COLUMNS; i++)
		*cell(which, i) = ATTRIBUTE | ' ';
}

static void place_cursor(void)
{
	unsigned int at = row * COLUMNS + column;

	outb(CRTC_INDEX, CRTC_CURSOR_HIGH);
	outb(CRTC_DATA, at >> 8 & 0xFF);
	outb(CRTC_INDEX, CRTC_CURSOR_LOW);
	outb(CRTC_DATA, at & 0xFF);
}

static void scroll(void)
{
	for (unsigned int to = 0; to + 1 < VGA_ROWS; to++)
		for (unsigned int i = 0; i < COLUMNS; i++)
			*cell(to, i) = *cell(to + 1, i);
	clear_row(VGA_ROWS - 1);
}

static void next_row(void)
{
	column = 0;
	if (row + 1 < VGA_ROWS)
		row++;
	else
		scroll();
	place_cursor();
}

void vga_clear(void)
{
	for (unsigned int i = 0; i < VGA_ROWS; i++)
		clear_row(i);
	row = column = 0;
	place_cursor();
}

void vga_put(char character)
{
	if (character == '\r')
		return;
	if (character == '\n') {
		next_row();
		return;
	}
	if (column == COLUMNS)
		next_row();
	*cell(row, column++) = ATTRIBUTE | (uint8_t)character;
}
