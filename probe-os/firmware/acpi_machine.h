/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What ACPI says of CPUs and of devices that have no other way to be found.
 */
#ifndef FIRMWARE_ACPI_MACHINE_H
#define FIRMWARE_ACPI_MACHINE_H

#include <stddef.h>
#include <stdint.h>

/* 0 where the machine has none */
struct acpi_devices {
	uint64_t io_apic, hpet; /* addresses of their registers */
	uint64_t pci;           /* of the configuration space, by memory */
	uint16_t pm_timer;      /* port */
};

/* APIC ids of the CPUs that can run; how many of them there are, at most max */
size_t acpi_find_cpus(uint64_t rsdp, uint32_t *ids, size_t max);

void acpi_find_devices(uint64_t rsdp, struct acpi_devices *devices);

#endif
