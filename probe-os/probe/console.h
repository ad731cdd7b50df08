/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The report's output: the serial port, the debug console, and the screen, if there are any.
 */
#ifndef PROBE_CONSOLE_H
#define PROBE_CONSOLE_H

#include <stdint.h>

#include "hw/screen.h"

/* Opens the ports and the screen, NULL if there is none. tsc_khz as in serial_init() */
void console_open(const struct screen *screen, uint64_t tsc_khz);

/* Writes a line to all of them, and adds a line end. */
void console_line(const char *line);

/* Writes a line only to the ports: the record would scroll the table away. */
void console_record(const char *line);

/* How many seconds a port's reader let the report wait, at least */
uint64_t console_waited(void);

/* Says in the last row of the screen if the record did not get out whole. */
void console_close(void);

#endif
