// SPDX-License-Identifier: GPL-2.0-only
/*
 * Interrupts and hand-over between CPUs.
 */
#include "bench/operations.h"
#include "bench/prepare.h"
#include "hw/instructions.h"
#include "hw/lapic.h"
#include "hw/smp.h"

/* Time for the other CPU to halt again: 100 microseconds at 1 GHz */
#define SETTLE 100000

const char *needs_two_cpus(void)
{
	return smp_running() > 1 ? needs_xapic() : "the machine has one CPU";
}

void begin_ipi(void)
{
	bench_lost |= !smp_work(AP_SPIN);
}

void begin_ipi_halted(void)
{
	bench_settle = SETTLE;
}

void begin_round_robin(void)
{
	smp_turn = 0;
	bench_lost |= !smp_work(AP_TURN);
}

void op_ipi(void)
{
	uint64_t before = lapic_interrupts, begin = rdtsc();

	smp_interrupt();
	while (lapic_interrupts == before && !bench_lost) {
		cpu_relax();
		bench_lost = rdtsc() - begin > TSC_BOUND;
	}
}

void op_round_robin(void)
{
	uint64_t begin = rdtsc();

	smp_turn = 1;
	while (smp_turn != 0 && !bench_lost) {
		cpu_relax();
		bench_lost = rdtsc() - begin > TSC_BOUND;
	}
}
