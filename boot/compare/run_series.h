/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The course of exits over time in one run.
 */
#ifndef COMPARE_RUN_SERIES_H
#define COMPARE_RUN_SERIES_H

#include "model.h"

enum series_source {
	SERIES_FROM_CHECKPOINTS, /* from the first checkpoint on, by the guest's TSC */
	SERIES_FROM_SAMPLES,     /* from power-on, in windows of equal time */
};

/* Empty if the run does not have it; the caller frees it. */
struct series run_series(const struct run *run, enum series_source source);

#endif
