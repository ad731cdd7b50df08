/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The report's output: the serial port, and the screen if there is one.
 */
#ifndef PROBE_CONSOLE_H
#define PROBE_CONSOLE_H

#include <stdbool.h>

/* Opens the serial port; with screen also clears and uses the screen. */
void console_open(bool screen);

/* Writes a line to both, and adds a line end. */
void console_line(const char *line);

/* Writes a line only to the serial port: the record would scroll the table away. */
void console_record(const char *line);

#endif
