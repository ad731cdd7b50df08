/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A benchmark: one operation, and what a host must do for it.
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

#define BENCH_REASONS 4

struct bench_range {
	uint8_t least, most;
};

/* Ids and names are public: records carry them, and an id is never used again. */
struct bench {
	const char *name;
	const char *(*needs)(void); /* why it cannot run, NULL if it can; may be NULL */
	void (*begin)(void);        /* before the first operation; may be NULL */
	void (*operation)(void);
	uint8_t id;
	uint8_t limit;                 /* operations at most, 0 for as many as asked for */
	struct bench_range intel, amd; /* exits of one operation */
	struct bench_range userspace;  /* of them, those that go on to the VMM */
	uint8_t reasons[BENCH_REASONS];
};

/* The empty operation stands first; its id is 1. */
extern const struct bench bench_table[];
extern const size_t bench_count;

#define BENCH_N_DEFAULT 128
#define BENCH_N_MAX     4096
#define BENCH_WARM_UP   8

/* What the instrument itself costs, by the empty operation */
struct bench_baseline {
	uint64_t tsc;    /* of one operation */
	uint64_t kernel; /* cycles of one read */
};

/*
 * What a run of n operations between two samples was: fills in all but the TSC,
 * and checks it. Without counters the row stays unchecked.
 */
void bench_judge(struct record_bench *row, const struct bench *bench, uint32_t vendor,
		 const struct sample *before, const struct sample *after,
		 struct bench_baseline *baseline);

/* Round trips of the n operations, less the empty one; sorts them. */
void bench_times(struct record_bench *row, uint64_t *tsc, struct bench_baseline *baseline);

/* Starts a row: who it is, and how many operations are asked for. */
void bench_row(struct record_bench *row, const struct bench *bench, uint64_t n);

/* Fails a row, or skips it where it has not run; the first reason stays. */
void bench_worsen(struct record_bench *row, enum record_bench_status status, const char *reason);

/*
 * The benchmarks of a list, "all" or names between commas, by their places in the
 * table; the empty one always. NULL, or the name that is in none.
 */
const char *bench_select(const char *list, bool selected[RECORD_BENCHES_MAX]);

#endif
