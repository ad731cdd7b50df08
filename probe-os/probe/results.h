/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Makes the record out of what was measured.
 */
#ifndef PROBE_RESULTS_H
#define PROBE_RESULTS_H

#include "firmware/boot_info.h"
#include "probe/options.h"
#include "record/record.h"

/*
 * The record has its calibrations, the results of single steps, and what went
 * wrong in them; all else is filled in here, and the verdict drawn.
 */
void results_collect(struct record *record, const struct boot_info *boot,
		     const struct options *options);

#endif
