/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The exits of one run over time.
 */
#ifndef COMPARE_RUN_SERIES_H
#define COMPARE_RUN_SERIES_H

#include "comparison.h"

/* Uses room; empty if the run has no such source. */
struct series run_series(const struct run *run, enum rate_source source,
			 struct point room[SERIES_RATED_MAX]);

#endif
