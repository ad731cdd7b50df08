/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Prints the tables for users, then the record.
 */
#ifndef PROBE_REPORT_H
#define PROBE_REPORT_H

#include "hw/screen.h"
#include "record/record.h"

/*
 * On the ports and the screen, NULL if there is none. What its last line tells of the
 * report itself goes into the record.
 */
void report(struct record *record, const struct screen *screen);

#endif
