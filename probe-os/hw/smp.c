// SPDX-License-Identifier: GPL-2.0-only
/*
 * SDM: "Typical AP Initialization Sequence". Only the 82489DX needs its waits between
 * INIT and SIPI; no CPU with long mode does.
 */
#include "hw/gdt.h"
#include "hw/idt.h"
#include "hw/instructions.h"
#include "hw/lapic.h"
#include "hw/registers.h"
#include "hw/smp.h"
#include "hw/vectors.h"
#include "lib/mem.h"

extern const char ap_trampoline[];
extern const uint32_t ap_trampoline_size;

/* Read by entry.asm: the number and the stack of the CPU being started */
extern uint32_t ap_number;
extern char *ap_stack;
uint32_t ap_number;
char *ap_stack;

/* Called by entry.asm on each started CPU. */
_Noreturn void ap_main(void);

static char stacks[CPUS_MAX - 1][AP_STACK_SIZE] __attribute__((aligned(16)));
static uint32_t others[CPUS_MAX - 1];
static size_t others_count, next;
static uint64_t start_page;
static volatile unsigned int running = 1;
static volatile enum ap_work work;
volatile unsigned int smp_turn;

void smp_prepare(const uint32_t *ids, size_t count, uint64_t page)
{
	uint32_t own;

	if (count < 2 || !page)
		return;
	own = lapic_id();
	for (size_t i = 0; i < count && others_count < CPUS_MAX - 1; i++)
		if (ids[i] != own)
			others[others_count++] = ids[i];
	memcpy((void *)page, ap_trampoline, ap_trampoline_size);
	start_page = page;
}

bool smp_init_next(void)
{
	if (next == others_count)
		return false;
	lapic_send(others[next], APIC_ICR_INIT);
	return true;
}

bool smp_start_next(void)
{
	uint64_t begin = rdtsc();
	unsigned int before = running;

	ap_stack = stacks[next] + AP_STACK_SIZE;
	ap_number = before;
	lapic_send(others[next++], APIC_ICR_STARTUP | (uint32_t)(start_page / PAGE_SIZE));
	while (running == before && rdtsc() - begin < TSC_BOUND)
		cpu_relax();
	return running != before;
}

unsigned int smp_running(void)
{
	return running;
}

void smp_interrupt(void)
{
	lapic_send(others[0], APIC_ICR_FIXED | VECTOR_IPI);
}

bool smp_work(enum ap_work new_work)
{
	work = new_work;
	for (unsigned int i = 0; i + 1 < running; i++) {
		uint64_t begin = rdtsc(), before = lapic_interrupts;

		lapic_send(others[i], APIC_ICR_FIXED | VECTOR_IPI);
		while (lapic_interrupts == before && rdtsc() - begin < TSC_BOUND)
			cpu_relax();
		if (lapic_interrupts == before)
			return false;
	}
	return true;
}

static void take_turn(unsigned int self)
{
	if (smp_turn == self)
		smp_turn = (self + 1) % running;
	else
		cpu_relax();
}

/* Checks the work with interrupts off, so that none is missed before the HLT. */
static void halt(void)
{
	cli();
	if (work == AP_HALT)
		sti_hlt();
	sti();
}

void ap_main(void)
{
	unsigned int self = ap_number;

	gdt_load(self);
	idt_load();
	lapic_enable_ap();
	running = self + 1;
	for (;;) {
		if (work == AP_HALT)
			halt();
		if (work == AP_TURN)
			take_turn(self);
	}
}
