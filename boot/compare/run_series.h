/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The course of exits over time in one run.
 */
#ifndef COMPARE_RUN_SERIES_H
#define COMPARE_RUN_SERIES_H

#include "comparison.h"

/* Lies in room; empty if the run does not have it. */
struct series run_series(const struct run *run, enum rate_source source,
			 struct point room[SERIES_RATED_MAX]);

#endif
