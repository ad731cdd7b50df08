// SPDX-License-Identifier: GPL-2.0-only
/*
 * Ports and registers in memory; benches.def says whether KVM or the VMM emulates them.
 */
#include <stdint.h>

#include "bench/operations.h"
#include "bench/prepare.h"
#include "hw/instructions.h"
#include "hw/pci.h"
#include "hw/registers.h"

static uint32_t read_memory(uint64_t address)
{
	return *(volatile uint32_t *)address;
}

const char *needs_irqchip(void)
{
	return bench_vmm_irqchip ? "the VMM has IO-APIC, PIC and PIT, not KVM (kernel-irqchip)"
				 : NULL;
}

const char *needs_pm_timer(void)
{
	return bench_devices.pm_timer ? NULL : "ACPI names no timer";
}

const char *needs_pci_mmio(void)
{
	return bench_devices.pci ? NULL : "PCI configuration has no place in memory";
}

const char *needs_io_apic(void)
{
	return bench_devices.io_apic ? needs_irqchip() : "ACPI names no IO-APIC";
}

const char *needs_hpet(void)
{
	return bench_devices.hpet ? NULL : "ACPI names no HPET";
}

void op_port_in_kvm(void)
{
	inb(PORT_ELCR);
}

void op_port_out_kvm(void)
{
	outb(PORT_ELCR, 0);
}

void op_port_in_vmm(void)
{
	inb(PORT_POST);
}

void op_port_out_vmm(void)
{
	outb(PORT_POST, 0);
}

void op_pm_timer(void)
{
	inl(bench_devices.pm_timer);
}

/* A character that readers of a log ignore */
void op_serial_byte(void)
{
	outb(COM1, '\r');
}

void op_pci_port(void)
{
	pci_read_id();
}

void op_pci_mmio(void)
{
	read_memory(bench_devices.pci);
}

void op_mmio_kvm(void)
{
	read_memory(bench_devices.io_apic);
}

void op_mmio_vmm(void)
{
	read_memory(bench_devices.hpet);
}
