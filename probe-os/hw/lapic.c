// SPDX-License-Identifier: GPL-2.0-only
/*
 * SDM: "Local APIC", "Extended XAPIC (x2APIC)".
 */
#include <stdint.h>

#include "hw/instructions.h"
#include "hw/lapic.h"
#include "hw/vectors.h"

#define MSR_APIC_BASE     0x1B
#define APIC_BASE_X2APIC  0x400
#define APIC_BASE_ENABLE  0x800
#define APIC_BASE_ADDRESS 0xFFFFFFFFFF000ULL
#define MSR_X2APIC        0x800

/* Offsets in xAPIC's page; x2APIC's MSRs are numbered by offset / 16 */
#define APIC_TPR             0x080 /* task priority */
#define APIC_SPURIOUS        0x0F0
#define APIC_SPURIOUS_ENABLE 0x100
#define APIC_LVT_TIMER       0x320
#define APIC_LVT_LINT0       0x350
#define APIC_LVT_LINT1       0x360
#define APIC_LVT_ERROR       0x370
#define APIC_LVT_NMI         0x00400
#define APIC_LVT_EXTINT      0x00700
#define APIC_LVT_MASKED      0x10000

static void write_x2apic(uint64_t base, uint32_t offset, uint32_t value)
{
	(void)base;
	wrmsr(MSR_X2APIC + offset / 16, value);
}

static void write_xapic(uint64_t base, uint32_t offset, uint32_t value)
{
	*(volatile uint32_t *)(uintptr_t)(base + offset) = value;
}

/* "Local Vector Table": virtual wire mode, nothing else of its own. */
static const struct {
	uint32_t offset, value;
} setup[] = {
	{ APIC_SPURIOUS, APIC_SPURIOUS_ENABLE | VECTOR_LAPIC_SPURIOUS },
	{ APIC_TPR, 0 },
	{ APIC_LVT_TIMER, APIC_LVT_MASKED },
	{ APIC_LVT_ERROR, APIC_LVT_MASKED },
	{ APIC_LVT_LINT0, APIC_LVT_EXTINT },
	{ APIC_LVT_LINT1, APIC_LVT_NMI },
};

void lapic_enable(bool x2apic)
{
	uint64_t base = rdmsr(MSR_APIC_BASE);
	void (*write)(uint64_t, uint32_t, uint32_t) = write_xapic;

	base |= APIC_BASE_ENABLE;
	wrmsr(MSR_APIC_BASE, base);
	if (x2apic) {
		wrmsr(MSR_APIC_BASE, base | APIC_BASE_X2APIC);
		write = write_x2apic;
	}
	for (unsigned int i = 0; i < sizeof(setup) / sizeof(setup[0]); i++)
		write(base & APIC_BASE_ADDRESS, setup[i].offset, setup[i].value);
}
