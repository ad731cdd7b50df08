// SPDX-License-Identifier: GPL-2.0-only
/*
 * Writes lines to the serial port and to the screen.
 */
#include "hw/serial.h"
#include "hw/vga.h"
#include "probe/console.h"

static bool use_screen;

void console_open(bool screen)
{
	use_screen = screen;
	serial_init();
	console_record("");
	if (screen)
		vga_clear();
}

void console_line(const char *line)
{
	console_record(line);
	if (!use_screen)
		return;
	while (*line)
		vga_put(*line++);
	vga_put('\n');
}

void console_record(const char *line)
{
	while (*line)
		serial_put(*line++);
	serial_put('\r');
	serial_put('\n');
}
