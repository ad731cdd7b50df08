/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The table of the largest causes of exits.
 */
#ifndef PROBE_REPORT_CAUSES_H
#define PROBE_REPORT_CAUSES_H

#include "record/record.h"

void report_causes(const struct record *record);

#endif
