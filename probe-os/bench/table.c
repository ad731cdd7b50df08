// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of benchmarks, made from benches.def.
 */
#include "bench/bench.h"
#include "bench/operations.h"

/* clang-format off */

#define EXACTLY(n) { n, n }
#define ONE        EXACTLY(1), EXACTLY(1)
#define NO_EXIT    EXACTLY(0), EXACTLY(0), EXACTLY(0), { BENCH_NONE }
#define IN_KVM     EXACTLY(0)
#define IN_VMM     EXACTLY(1)

/*
 * On a CPU without a TPR shadow KVM reports each write of the TPR to QEMU. After an HLT
 * behind STI KVM enters without the interrupt, and so adds an exit for the interrupt window.
 */
#define APIC(n, window, tpr, ...) { 0, n + window }, { 0, n + window }, { 0, tpr }, { __VA_ARGS__ }
#define X2APIC(n, tpr)     APIC(n, 0, tpr, BENCH_X2APIC, BENCH_VIRTUAL_APIC, BENCH_WINDOW)
#define X2APIC_HLT(n, tpr) APIC(n, 1, tpr, BENCH_X2APIC, BENCH_VIRTUAL_APIC, BENCH_WINDOW, \
				BENCH_HLT)
#define XAPIC(n, tpr)      APIC(n, 0, tpr, BENCH_XAPIC, BENCH_MEMORY, BENCH_VIRTUAL_APIC, \
				BENCH_WINDOW)
#define XAPIC_HLT(n, tpr)  APIC(n, 1, tpr, BENCH_XAPIC, BENCH_MEMORY, BENCH_VIRTUAL_APIC, \
				BENCH_WINDOW, BENCH_HLT)

/* Setting the timer, the EOI, and HLT if the CPU sleeps until the interrupt */
#define TIMER(...) \
	IN_KVM, { BENCH_X2APIC, BENCH_VIRTUAL_APIC, BENCH_TIMER, BENCH_CHANCE_WINDOW, __VA_ARGS__ }
#define IPI(...)                                                                      \
	IN_KVM, { BENCH_X2APIC, BENCH_XAPIC, BENCH_MEMORY, BENCH_VIRTUAL_APIC,        \
		  BENCH_CHANCE_WINDOW, __VA_ARGS__ }

#define needs_nothing NULL
#define begin_nothing NULL

const struct bench bench_table[] = {
#define BENCH(name, needs, begin, operation, ...) \
	{ #name, needs_##needs, begin_##begin, op_##operation, __VA_ARGS__ },
#include "bench/benches.def"
#undef BENCH
};

/* clang-format on */

const size_t bench_count = sizeof(bench_table) / sizeof(bench_table[0]);

_Static_assert(sizeof(bench_table) / sizeof(bench_table[0]) <= RECORD_BENCHES_MAX,
	       "the record must hold them all");
