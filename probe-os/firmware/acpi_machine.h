/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * CPUs and devices that only ACPI describes.
 */
#ifndef FIRMWARE_ACPI_MACHINE_H
#define FIRMWARE_ACPI_MACHINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A member is 0 if the machine has no such device. */
struct acpi_devices {
	uint64_t io_apic, hpet; /* addresses of their registers */
	uint64_t pci;           /* address of the configuration space in memory */
	uint16_t pm_timer;      /* port */
};

/* Stores the APIC ids of up to max enabled CPUs; returns the number of all, 0 if unknown. */
size_t acpi_find_cpus(uint64_t rsdp, uint32_t *ids, size_t max);

/* Marks the root buses of PCI, bus 0 and those whose number ACPI has; how many they are */
#define ACPI_PCI_BUSES 256
size_t acpi_find_pci_roots(uint64_t rsdp, bool roots[ACPI_PCI_BUSES]);

void acpi_find_devices(uint64_t rsdp, struct acpi_devices *devices);

#endif
