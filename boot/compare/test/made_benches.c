// SPDX-License-Identifier: GPL-2.0-only
/*
 * Some of the benchmarks of each kind, one without exits, and one that is skipped.
 */
#include <string.h>

#include "exit_probe_abi.h"
#include "made_benches.h"
#include "made_record.h"

#define N      16
#define FAILED 4 /* the index of the one that may fail */
#define CALM   5 /* and of the one that may be without exits */

static const struct {
	uint64_t id;
	const char *name, *reason; /* of its exits; NULL: it has none */
	uint64_t cycles, in_kvm;
} benches[] = {
	{ 1, "empty", NULL, 9, 0 },
	{ 3, "cpuid", "cpuid", 3135, 2954 },
	{ 4, "hypercall", "vmmcall", 3382, 3202 },
	{ 5, "wbinvd", "wbinvd", 3012, 2835 },
	{ 20, "rdmsr_tsc_adjust", "msr", 3218, 3040 },
	{ 27, "cr0_wp", "cr0_sel_write", 4870, 4688 },
	{ 43, "port_out_vmm", "ioio", 5360, 2658 },
	{ 49, "mmio_vmm", "npf", 8044, 5254 },
	{ 63, "x2apic_self_ipi_sti_hlt", "hlt", 0, 0 },
};

static void make_bench(struct record_bench *bench, size_t index, unsigned int seed, bool is_counted)
{
	const uint64_t cycles = benches[index].cycles + benches[index].cycles * seed / 50;

	*bench = (struct record_bench){ .id = benches[index].id };
	strcpy(bench->name, benches[index].name);
	if (cycles == 0) {
		bench->status = BENCH_SKIP;
		strcpy(bench->reason, "made to be skipped");
		return;
	}
	bench->status = is_counted ? BENCH_PASS : BENCH_UNCHECKED;
	bench->n = N;
	bench->tsc = (struct stats){ cycles - 2, cycles, cycles + 10, cycles + 12 };
	bench->tsc_sum = cycles * N + 12;
	if (!is_counted || !benches[index].reason)
		return;
	bench->exits = N;
	bench->least = bench->most = 1;
	bench->kernel = benches[index].in_kvm * N;
	strcpy(bench->reasons[0].name, benches[index].reason);
	bench->reasons[0].exits = N;
}

static void make(struct record *record, unsigned int seed, bool is_counted)
{
	make_minimal(record);
	record->begin.benches = sizeof(benches) / sizeof(benches[0]);
	for (size_t i = 0; i < record->begin.benches; i++)
		make_bench(&record->benches[i], i, seed, is_counted);
	if (!is_counted) {
		record->host.patched = 0;
		record->begin.reasons = 0;
		for (uint64_t i = 0; i < record->begin.checkpoints; i++)
			record->checkpoints[i].counters = (struct record_counters){ 0 };
		record->end.verdict = VERDICT_UNPATCHED;
	}
	make_sums(record);
}

void make_benches(struct record *record, unsigned int seed)
{
	make(record, seed, true);
}

void make_stock_benches(struct record *record, unsigned int seed)
{
	make(record, seed, false);
}

void make_calm_benches(struct record *record, unsigned int seed)
{
	struct record_bench *bench = &record->benches[CALM];

	make_benches(record, seed);
	bench->exits = bench->least = bench->most = bench->kernel = 0;
	memset(bench->reasons, 0, sizeof(bench->reasons));
}

void make_failed_benches(struct record *record, unsigned int seed)
{
	make_benches(record, seed);
	record->benches[FAILED].status = BENCH_FAIL;
	record->end.verdict = VERDICT_FAIL;
	strcpy(record->end.reason, "made to fail");
}
