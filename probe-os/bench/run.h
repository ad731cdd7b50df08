/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Runs the selected benchmarks.
 */
#ifndef BENCH_RUN_H
#define BENCH_RUN_H

#include "firmware/boot_info.h"
#include "probe/options.h"
#include "record/record.h"

/* Adds rows and verdict to the record; its host must be filled in. */
void bench_run(struct record *record, const struct boot_info *boot, const struct options *options,
	       struct range touched);

#endif
