// SPDX-License-Identifier: GPL-2.0-only
/*
 * A small table of benchmarks: the real operations run only in the kernel.
 */
#include "bench/bench.h"

const struct bench bench_table[] = {
	{ .id = 1, .name = "empty" },
	{ .id = 2, .name = "cpuid", .intel = { 1, 1 }, .amd = { 1, 1 }, .reasons = { BENCH_CPUID } },
	{ .id = 9,
	  .limit = 10,
	  .name = "port",
	  .intel = { 1, 1 },
	  .amd = { 1, 2 },
	  .userspace = { 1, 1 },
	  .reasons = { BENCH_PORT } },
	{ .id = 10,
	  .name = "port_hlt",
	  .intel = { 5, 5 },
	  .amd = { 5, 5 },
	  .reasons = { BENCH_PORT, BENCH_ONE_HLT, BENCH_CHANCE_WINDOW } },
	{ .id = 11,
	  .name = "ipi",
	  .intel = { 0, 2 },
	  .amd = { 0, 2 },
	  .reasons = { BENCH_X2APIC, BENCH_VIRTUAL_APIC } },
	{ .id = 12,
	  .name = "mov_dr",
	  .intel = { 2, 2 },
	  .amd = { 2, 2 },
	  .reasons = { BENCH_DR, BENCH_CPUID } },
};

const size_t bench_count = sizeof(bench_table) / sizeof(bench_table[0]);
