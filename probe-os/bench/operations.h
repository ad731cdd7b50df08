/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The bodies of the benchmarks, by subject, and what they need.
 */
#ifndef BENCH_OPERATIONS_H
#define BENCH_OPERATIONS_H

#include <stdbool.h>

#include "firmware/boot_info.h"

/* Finds what the needs_ functions check; call it once. */
void bench_prepare(const struct boot_info *boot, struct range touched);

/* After each benchmark: interrupts off, the APIC in its usual mode, other CPUs halted. */
void bench_quiet(void);

/* Set if an interrupt or a CPU did not arrive in time: the benchmark fails. */
extern bool bench_lost;

/* TSC cycles to wait before each operation, outside the measured time */
extern uint64_t bench_settle;

#define BENCH(name, needs, begin, operation, ...)                                                  \
	const char *needs_##needs(void);                                                           \
	void begin_##begin(void);                                                                  \
	void op_##operation(void);
#include "bench/benches.def"
#undef BENCH

#endif
