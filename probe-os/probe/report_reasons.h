/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Prints the table of exits by reason, for users.
 */
#ifndef PROBE_REPORT_REASONS_H
#define PROBE_REPORT_REASONS_H

#include "record/record.h"

/* Prints the complete table to the serial port, only the most frequent to the screen. */
void report_reasons(const struct record *record);

#endif
