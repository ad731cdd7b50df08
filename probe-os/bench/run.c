// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs the benchmarks in order: samples around the operations, the TSC around each
 * of them.
 */
#include "bench/bench.h"
#include "bench/operations.h"
#include "bench/run.h"
#include "hw/exiting.h"
#include "hw/instructions.h"
#include "lib/mem.h"
#include "lib/text.h"
#include "probe/verdict.h"

static uint64_t tsc[BENCH_N_MAX];
static struct sample before, after;

/* In a VM that was moved, the first access to a page exits: not in a measurement. */
static void touch_results(void)
{
	memset(tsc, 0, sizeof(tsc));
	memset(&before, 0, sizeof(before));
	memset(&after, 0, sizeof(after));
}

static void wait(uint64_t cycles)
{
	uint64_t begin = rdtsc();

	while (rdtsc() - begin < cycles)
		cpu_relax();
}

static void time_operations(const struct bench *bench, uint64_t n)
{
	for (uint64_t i = 0; i < n && !bench_lost; i++) {
		uint64_t begin;

		if (bench_settle)
			wait(bench_settle);
		begin = rdtsc_fenced();
		bench->operation();
		tsc[i] = rdtsc_fenced() - begin;
	}
	if (bench_settle)
		wait(bench_settle);
}

static void measure(const struct bench *bench, uint64_t n)
{
	bench_lost = false;
	if (bench->begin)
		bench->begin();
	time_operations(bench, BENCH_WARM_UP);
	sample_take(&before, 0, MARK_BENCH + bench->id);
	time_operations(bench, n);
	sample_take(&after, 0, MARK_BENCH + bench->id);
	bench_quiet();
}

/* The record describes the host of its checkpoints, and its mode. */
static bool is_of_another_host(const struct record *record)
{
	const struct record_checkpoint *last = &record->checkpoints[record->begin.checkpoints - 1];

	return record_generations_differ(last->generation, sample_generation(&before));
}

static void leave_out(struct record_bench *row, enum record_bench_status status, const char *reason)
{
	row->n = 0;
	bench_worsen(row, status, reason);
}

static void run_row(struct record *record, const struct bench *bench, uint64_t n,
		    struct bench_baseline *baseline)
{
	struct record_bench *row = &record->benches[record->begin.benches++];
	const char *missing = bench->needs ? bench->needs() : NULL;

	bench_row(row, bench, n);
	if (missing) {
		leave_out(row, BENCH_SKIP, missing);
		return;
	}
	measure(bench, row->n);
	if (bench_lost) {
		leave_out(row, BENCH_FAIL, "an interrupt or a CPU did not answer");
		return;
	}
	if (record->host.patched && is_of_another_host(record))
		leave_out(row, BENCH_SKIP, RECORD_BENCH_MOVED);
	else if (record->host.patched)
		bench_judge(row, bench, record->host.vendor, &before, &after, baseline);
	if (row->status == BENCH_SKIP)
		return;
	bench_times(row, tsc, baseline);
}

static void judge(struct record *record)
{
	char reason[sizeof(record->end.reason)];
	struct text text;

	for (uint64_t i = 0; i < record->begin.benches; i++) {
		const struct record_bench *row = &record->benches[i];
		bool moved = text_equal(row->reason, RECORD_BENCH_MOVED);

		if (row->status != BENCH_FAIL && !moved)
			continue;
		text = text_in(reason, sizeof(reason));
		text_string(&text, moved ? "moved during bench " : "bench ");
		text_string(&text, row->name);
		text_string(&text, moved ? "" : ": ");
		text_string(&text, moved ? "" : row->reason);
		verdict_worsen(&record->end, moved ? VERDICT_MOVED : VERDICT_FAIL, reason);
	}
}

void bench_run(struct record *record, const struct boot_info *boot, const struct options *options,
	       struct range touched)
{
	struct bench_baseline baseline = { 0 };

	/* The empty one is there with any other. */
	if (!options->benches[0])
		return;
	bench_prepare(boot, touched);
	touch_results();
	for (size_t i = 0; i < bench_count; i++)
		if (options->benches[i])
			run_row(record, &bench_table[i], options->iterations, &baseline);
	judge(record);
}
