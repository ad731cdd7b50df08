/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Prints what one read costs, and on the ports the part of the guest's cycles that the
 * transitions of all exits take.
 */
#ifndef PROBE_REPORT_CALIBRATION_H
#define PROBE_REPORT_CALIBRATION_H

#include "record/record.h"

void report_calibration(const struct record *record);

#endif
