/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A benchmark: one operation, and the exits that a host must count for it.
 */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/stats.h"
#include "probe/sample.h"
#include "record/record.h"

/* Why an operation exits: see reasons.def. */
enum bench_reason {
	BENCH_NONE,
#define BENCH_REASON(name, intel, intel_too, amd, amd_too) BENCH_##name,
#include "bench/reasons.def"
#undef BENCH_REASON
};

#define BENCH_REASONS 6

struct bench_range {
	uint8_t least, most;
};

/* Ids and names are public: records contain them. Never reuse an id. */
struct bench {
	const char *name;
	const char *(*needs)(void); /* why it cannot run, NULL if it can; may be NULL */
	void (*begin)(void);        /* before the first operation; may be NULL */
	void (*operation)(void);
	uint8_t id;
	uint8_t limit;                 /* max number of operations; 0: no limit */
	struct bench_range intel, amd; /* exits of one operation */
	struct bench_range userspace;  /* how many of them go on to the VMM */
	uint8_t reasons[BENCH_REASONS];
};

/* The empty operation is the first; its id is 1. */
extern const struct bench bench_table[];
extern const size_t bench_count;

#define BENCH_N_DEFAULT 128
#define BENCH_N_MAX     4096
#define BENCH_WARM_UP   8

/* The cost of the measurement itself, from the empty operation */
struct bench_baseline {
	uint64_t tsc;    /* of one operation */
	uint64_t kernel; /* cycles of one read */
};

/*
 * Evaluates n operations between two samples: fills in all but the TSC, and checks
 * the counts. Without counters the row stays unchecked.
 */
void bench_judge(struct record_bench *row, const struct bench *bench, uint32_t vendor,
		 const struct sample *before, const struct sample *after,
		 struct bench_baseline *baseline);

/* Fills in the round trips of the n operations, less the empty one; sorts tsc. */
void bench_times(struct record_bench *row, uint64_t *tsc, struct bench_baseline *baseline);

/* Starts a row: the benchmark, and the number of operations. */
void bench_row(struct record_bench *row, const struct bench *bench, uint64_t n);

/* Sets status and reason of a row. */
void bench_worsen(struct record_bench *row, enum record_bench_status status, const char *reason);

/*
 * Selects the benchmarks of a list, "all" or names between commas, by their places in
 * the table, and always the empty one. Returns NULL, or the first unknown name.
 */
const char *bench_select(const char *list, bool selected[RECORD_BENCHES_MAX]);

#endif
