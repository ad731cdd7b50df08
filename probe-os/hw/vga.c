// SPDX-License-Identifier: GPL-2.0-only
/*
 * VGA text mode 3: one 16-bit cell per character, code below attribute.
 */
#include <stdint.h>

#include "hw/instructions.h"
#include "hw/vga.h"

#define ATTRIBUTE 0x0700 /* light grey on black */

/* CRT controller: index and data port, cursor location registers */
#define CRTC_INDEX       0x3D4
#define CRTC_DATA        0x3D5
#define CRTC_CURSOR_HIGH 0x0E
#define CRTC_CURSOR_LOW  0x0F

static void put_cell(unsigned int row, unsigned int column, char character)
{
	volatile uint16_t *cells = (volatile uint16_t *)VGA_TEXT;

	cells[row * SCREEN_COLUMNS + column] = ATTRIBUTE | (uint8_t)character;
}

static void place_cursor(unsigned int row, unsigned int column)
{
	unsigned int at = row * SCREEN_COLUMNS + column;

	outb(CRTC_INDEX, CRTC_CURSOR_HIGH);
	outb(CRTC_DATA, at >> 8 & 0xFF);
	outb(CRTC_INDEX, CRTC_CURSOR_LOW);
	outb(CRTC_DATA, at & 0xFF);
}

static void clear(void)
{
	for (unsigned int row = 0; row < SCREEN_ROWS; row++)
		for (unsigned int column = 0; column < SCREEN_COLUMNS; column++)
			put_cell(row, column, ' ');
}

const struct screen vga_screen = { clear, put_cell, place_cursor };
