// SPDX-License-Identifier: GPL-2.0-only
/*
 * Timers; the CPU waits awake or halted. It must halt before the timer fires, even on
 * a busy host; hence the two delays.
 */
#include <stdint.h>

#include "bench/operations.h"
#include "bench/prepare.h"
#include "hw/cpu.h"
#include "hw/instructions.h"
#include "hw/lapic.h"
#include "hw/pic.h"
#include "hw/pit.h"
#include "hw/vectors.h"

#define MSR_TSC_DEADLINE 0x6E0
#define SOON             100000   /* TSC cycles */
#define LATER            10000000 /* TSC cycles, or the APIC's, 1 GHz in KVM */
#define PIT_SOON         120      /* 100 microseconds */
#define PIT_LATER        6000     /* 5 milliseconds */

const char *needs_deadline(void)
{
	return cpu_has_deadline() && cpu_has_x2apic() ? NULL : "the CPU has no TSC-deadline timer";
}

const char *needs_pit(void)
{
	return pit_is_there() ? needs_irqchip() : "the machine has no PIT";
}

static void begin_timer(uint32_t mode)
{
	lapic_switch(true);
	lapic_write(APIC_TIMER_DIVIDE, APIC_DIVIDE_BY_1);
	lapic_write(APIC_LVT_TIMER, mode | VECTOR_LAPIC_TIMER);
}

void begin_deadline(void)
{
	begin_timer(APIC_LVT_DEADLINE);
}

void begin_apic_timer(void)
{
	begin_timer(0);
}

void begin_pit(void)
{
	pic_open_timer();
}

static void wait_awake(uint64_t before)
{
	uint64_t begin = rdtsc();

	while (lapic_interrupts == before && !bench_lost)
		bench_lost = rdtsc() - begin > TSC_BOUND;
	cli();
}

static void wait_halted(uint64_t before)
{
	while (lapic_interrupts == before) {
		sti_hlt();
		cli();
	}
}

void op_deadline_immed(void)
{
	uint64_t before = lapic_interrupts;

	sti();
	wrmsr(MSR_TSC_DEADLINE, rdtsc());
	wait_awake(before);
}

void op_deadline(void)
{
	uint64_t before = lapic_interrupts;

	sti();
	wrmsr(MSR_TSC_DEADLINE, rdtsc() + SOON);
	wait_awake(before);
}

void op_deadline_hlt(void)
{
	uint64_t before = lapic_interrupts;

	wrmsr(MSR_TSC_DEADLINE, rdtsc() + LATER);
	wait_halted(before);
}

void op_apic_timer(void)
{
	uint64_t before = lapic_interrupts;

	sti();
	lapic_write(APIC_TIMER_COUNT, SOON);
	wait_awake(before);
}

void op_apic_timer_hlt(void)
{
	uint64_t before = lapic_interrupts;

	lapic_write(APIC_TIMER_COUNT, LATER);
	wait_halted(before);
}

void op_pit(void)
{
	bench_lost |= !pit_wait_awake(PIT_SOON);
}

void op_pit_hlt(void)
{
	pit_wait_halted(PIT_LATER);
}
