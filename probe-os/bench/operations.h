/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The bodies of the benchmarks, by subject, and what they need.
 */
#ifndef BENCH_OPERATIONS_H
#define BENCH_OPERATIONS_H

#include <stdbool.h>

#include "firmware/boot_info.h"

/* Finds out what the needs ask for, once. */
void bench_prepare(const struct boot_info *boot, struct range touched);

/* Leaves interrupts off, the APIC in its mode, the other CPUs halted. */
void bench_quiet(void);

/* Where an interrupt was waited for in vain: it ends the benchmark as a failure. */
extern bool bench_lost;

/* TSC cycles to let pass, untimed, before each operation */
extern uint64_t bench_settle;

#define BENCH(name, needs, begin, operation, ...)                                                  \
	const char *needs_##needs(void);                                                           \
	void begin_##begin(void);                                                                  \
	void op_##operation(void);
#include "bench/benches.def"
#undef BENCH

#endif
