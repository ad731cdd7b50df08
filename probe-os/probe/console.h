/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where the report goes: the serial port, and the screen where there is one.
 */
#ifndef PROBE_CONSOLE_H
#define PROBE_CONSOLE_H

#include <stdbool.h>

/* Opens the serial port, and clears the screen if it is to be used. */
void console_open(bool screen);

/* For people: to both. A line end is added. */
void console_line(const char *line);

/* For the record, which would scroll the table away: to the serial port. */
void console_record(const char *line);

#endif
