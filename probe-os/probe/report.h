/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Prints the tables for users, then the record.
 */
#ifndef PROBE_REPORT_H
#define PROBE_REPORT_H

#include "record/record.h"

void report(const struct record *record);

#endif
