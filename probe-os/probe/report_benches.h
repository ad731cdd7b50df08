/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Prints the table of benchmarks, which is longer than a screen.
 */
#ifndef PROBE_REPORT_BENCHES_H
#define PROBE_REPORT_BENCHES_H

#include "record/record.h"

void report_benches(const struct record *record);

#endif
