// SPDX-License-Identifier: GPL-2.0-only
/*
 * SDM: "Local APIC", "Extended XAPIC (x2APIC)".
 */
#include <stddef.h>

#include "hw/instructions.h"
#include "hw/lapic.h"
#include "hw/vectors.h"

#define MSR_APIC_BASE     0x1B
#define APIC_BASE_X2APIC  0x400
#define APIC_BASE_ENABLE  0x800
#define APIC_BASE_ADDRESS 0xFFFFFFFFFF000ULL
#define MSR_X2APIC        0x800

/* "Local Vector Table": virtual wire mode, all other sources masked */
static const struct {
	uint32_t offset, value;
} setup[] = {
	{ APIC_SPURIOUS, APIC_SPURIOUS_ENABLE | VECTOR_LAPIC_SPURIOUS },
	{ APIC_TPR, 0 },
	{ APIC_LVT_TIMER, APIC_LVT_MASKED },
	{ APIC_LVT_ERROR, APIC_LVT_MASKED },
	/* Only on the boot CPU: the lines of the PIC and of NMI */
	{ APIC_LVT_LINT0, APIC_LVT_EXTINT },
	{ APIC_LVT_LINT1, APIC_LVT_NMI },
};

#define SETUP       (sizeof(setup) / sizeof(setup[0]))
#define SETUP_LINES 2

volatile uint64_t lapic_interrupts;

/* The mode of the CPU that changed it last; other CPUs are halted while theirs differs. */
static uint64_t page;
static bool x2apic;

void lapic_write(uint32_t offset, uint32_t value)
{
	if (x2apic)
		wrmsr(MSR_X2APIC + offset / 16, value);
	else
		*(volatile uint32_t *)(page + offset) = value;
}

uint32_t lapic_read(uint32_t offset)
{
	if (x2apic)
		return (uint32_t)rdmsr(MSR_X2APIC + offset / 16);
	return *(volatile uint32_t *)(page + offset);
}

static void enable(size_t registers)
{
	uint64_t base = rdmsr(MSR_APIC_BASE) | APIC_BASE_ENABLE;

	page = base & APIC_BASE_ADDRESS;
	wrmsr(MSR_APIC_BASE, base);
	if (x2apic)
		wrmsr(MSR_APIC_BASE, base | APIC_BASE_X2APIC);
	for (size_t i = 0; i < registers; i++)
		lapic_write(setup[i].offset, setup[i].value);
}

void lapic_enable(bool as_x2apic)
{
	x2apic = as_x2apic;
	enable(SETUP);
}

void lapic_enable_ap(void)
{
	enable(SETUP - SETUP_LINES);
}

/* x2APIC mode can only be left through the disabled state. */
void lapic_switch(bool to_x2apic)
{
	if (x2apic == to_x2apic)
		return;
	if (x2apic)
		wrmsr(MSR_APIC_BASE, page);
	lapic_enable(to_x2apic);
}

uint32_t lapic_id(void)
{
	uint32_t id = lapic_read(APIC_ID);

	return x2apic ? id : id >> 24;
}

void lapic_send(uint32_t id, uint32_t command)
{
	if (x2apic) {
		wrmsr(MSR_X2APIC + APIC_ICR / 16, (uint64_t)id << 32 | command);
		return;
	}
	lapic_write(APIC_ICR_HIGH, id << 24);
	lapic_write(APIC_ICR, command);
}

/* Counts last: when a waiting loop sees the count, the interrupt is handled. */
void lapic_interrupt(void)
{
	lapic_write(APIC_EOI, 0);
	lapic_interrupts++;
}
