/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The cost of the probe's own reads, measured before they are used.
 */
#ifndef PROBE_CALIBRATION_H
#define PROBE_CALIBRATION_H

#include <stdbool.h>
#include <stdint.h>

#include "record/record.h"

enum calibration_row {
	CALIBRATION_READ,       /* two reads in a row */
	CALIBRATION_PORT_WRITE, /* port writes between two reads */
	CALIBRATIONS
};

/* Repetitions; the host may disturb some of them. */
#define CALIBRATION_N           32
#define CALIBRATION_PORT_WRITES 29

/* Reads of the leaf for one row */
#define CALIBRATION_READS ((uint64_t)2 * CALIBRATION_N)

/* Fills a row. */
void calibrate_row(enum calibration_row which, struct record_calibration *row);

/* Fills all rows. */
void calibrate(struct record_calibration rows[CALIBRATIONS]);

/* A disturbance adds exits and never removes any, so that the minimum is exact. */
bool calibration_exact(const struct record_calibration *row);

#endif
