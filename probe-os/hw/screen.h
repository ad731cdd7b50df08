/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A text screen of 80 columns and 25 rows, on any device that can draw a cell.
 */
#ifndef HW_SCREEN_H
#define HW_SCREEN_H

#define SCREEN_ROWS    25
#define SCREEN_COLUMNS 80

/* A device; place_cursor is NULL if it has no cursor. */
struct screen {
	void (*clear)(void);
	void (*put_cell)(unsigned int row, unsigned int column, char character);
	void (*place_cursor)(unsigned int row, unsigned int column);
};

/* Clears the screen and uses it for what follows. */
void screen_open(const struct screen *device);

void screen_put(char character);

#endif
