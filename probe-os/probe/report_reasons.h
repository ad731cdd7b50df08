/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Prints the table of exits by reason, for people.
 */
#ifndef PROBE_REPORT_REASONS_H
#define PROBE_REPORT_REASONS_H

#include "record/record.h"

/* To the serial port whole; where rows are few, only the commonest. */
void report_reasons(const struct record *record);

#endif
