/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Fills the record from the measurements.
 */
#ifndef PROBE_RESULTS_H
#define PROBE_RESULTS_H

#include "firmware/boot_info.h"
#include "probe/options.h"
#include "record/record.h"

/*
 * The record must have its calibrations, and the results and errors of single steps.
 * Fills in the rest and decides the verdict.
 */
void results_collect(struct record *record, const struct boot_info *boot,
		     const struct options *options);

#endif
