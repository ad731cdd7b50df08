// SPDX-License-Identifier: GPL-2.0-only
/*
 * Writes lines to the ports and to the screen.
 */
#include <stdbool.h>
#include <stddef.h>

#include "hw/debugcon.h"
#include "hw/serial.h"
#include "probe/console.h"

static bool use_screen, has_serial, has_debugcon;

void console_open(const struct screen *screen, uint64_t tsc_khz)
{
	use_screen = screen != NULL;
	has_serial = serial_init(tsc_khz);
	has_debugcon = debugcon_is_there();
	console_record("");
	if (screen)
		screen_open(screen);
}

static void put_on_screen(const char *line)
{
	while (use_screen && *line)
		screen_put(*line++);
}

void console_line(const char *line)
{
	console_record(line);
	put_on_screen(line);
	put_on_screen("\n");
}

static void put_to_ports(char character)
{
	serial_put(character);
	if (has_debugcon)
		debugcon_put(character);
}

void console_record(const char *line)
{
	while (*line)
		put_to_ports(*line++);
	put_to_ports('\r');
	put_to_ports('\n');
}

uint64_t console_waited(void)
{
	return serial_waited();
}

void console_close(void)
{
	if (has_debugcon)
		return;
	if (!has_serial)
		put_on_screen("no serial port and no debug console: the record had nowhere to go");
	else if (serial_stands_still())
		put_on_screen("the serial port took nothing for a minute: the record is cut off");
}
