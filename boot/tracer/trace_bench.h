/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The counts of the guest's benchmarks.
 */
#ifndef TRACER_TRACE_BENCH_H
#define TRACER_TRACE_BENCH_H

#include "account.h"

/* Fills in what the trace has between the two marks of each bench; false: refused. */
bool trace_benches(struct record *record, const struct account *account);

/* The difference of two sums */
struct record_count record_count_between(const struct record_count *from,
					 const struct record_count *to);

#endif
