// SPDX-License-Identifier: GPL-2.0-only
/*
 * Keeps the characters in memory: reading a screen is slow, and so is drawing a cell that
 * does not change.
 */
#include "hw/screen.h"
#include "lib/mem.h"

static const struct screen *screen;
static char cells[SCREEN_ROWS][SCREEN_COLUMNS];
static unsigned int row, column;

static void set_cell(unsigned int at_row, unsigned int at_column, char character)
{
	if (cells[at_row][at_column] == character)
		return;
	cells[at_row][at_column] = character;
	screen->put_cell(at_row, at_column, character);
}

static void set_row(unsigned int which, const char *characters)
{
	for (unsigned int i = 0; i < SCREEN_COLUMNS; i++)
		set_cell(which, i, characters ? characters[i] : ' ');
}

static void place_cursor(void)
{
	if (screen->place_cursor)
		screen->place_cursor(row, column);
}

static void scroll(void)
{
	for (unsigned int to = 0; to + 1 < SCREEN_ROWS; to++)
		set_row(to, cells[to + 1]);
	set_row(SCREEN_ROWS - 1, NULL);
}

static void next_row(void)
{
	column = 0;
	if (row + 1 < SCREEN_ROWS)
		row++;
	else
		scroll();
	place_cursor();
}

void screen_open(const struct screen *device)
{
	screen = device;
	memset(cells, ' ', sizeof(cells));
	row = column = 0;
	screen->clear();
	place_cursor();
}

void screen_put(char character)
{
	if (character == '\r')
		return;
	if (character == '\n') {
		next_row();
		return;
	}
	if (column == SCREEN_COLUMNS)
		next_row();
	set_cell(row, column++, character);
}
