/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The exits of one run over time.
 */
#ifndef COMPARE_RUN_SERIES_H
#define COMPARE_RUN_SERIES_H

#include "comparison.h"

/*
 * Net exits over time in SERIES_WINDOWS windows of equal time, up to the end of the
 * record; from checkpoints, the rate is constant within a phase. Without a record that
 * counts this VM, total exits up to the last sample. Uses room; empty if the run has no
 * such source.
 */
struct series run_series(const struct run *run, enum rate_source source,
			 struct point room[SERIES_RATED_MAX]);

#endif
