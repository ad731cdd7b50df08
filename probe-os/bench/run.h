/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Runs the benchmarks that were asked for.
 */
#ifndef BENCH_RUN_H
#define BENCH_RUN_H

#include "firmware/boot_info.h"
#include "probe/options.h"
#include "record/record.h"

/* Rows and verdict into the record, whose host is known by then. */
void bench_run(struct record *record, const struct boot_info *boot, const struct options *options,
	       struct range touched);

#endif
