// SPDX-License-Identifier: GPL-2.0-only
/*
 * PCI Local Bus Specification: "Configuration Mechanism #1",
 * "Configuration Space Organization".
 */
#include <stdbool.h>
#include <stdint.h>

#include "hw/instructions.h"
#include "hw/pci.h"
#include "lib/mem.h"

#define CONFIG_ADDRESS         0xCF8
#define CONFIG_ENABLE          0x80000000
#define CONFIG_DATA            0xCFC

#define REGISTER_ID            0x00
#define ID_NONE                0xFFFFFFFF
#define REGISTER_HEADER        0x0C
#define HEADER_MULTIFUNCTION   0x800000
#define HEADER_TYPE(header)    ((header) >> 16 & 0x7F)
#define HEADER_TYPE_BRIDGE     0x01
#define REGISTER_BUSES         0x18
#define BUSES_SECONDARY(buses) ((buses) >> 8 & 0xFF)

#define PCI_DEVICES            32
#define PCI_FUNCTIONS          8

static uint32_t config_read(uint32_t bus, uint32_t device, uint32_t function, uint32_t offset)
{
	outl(CONFIG_ADDRESS, CONFIG_ENABLE | bus << 16 | device << 11 | function << 8 | offset);
	return inl(CONFIG_DATA);
}

/* Counts the functions of a device and marks the buses behind its bridges. */
static unsigned int scan_device(uint32_t bus, uint32_t device, bool *reachable)
{
	unsigned int found = 0, functions = 1;

	for (uint32_t function = 0; function < functions; function++) {
		uint32_t header, buses;

		if (config_read(bus, device, function, REGISTER_ID) == ID_NONE)
			continue;
		found++;
		header = config_read(bus, device, function, REGISTER_HEADER);
		if (header & HEADER_MULTIFUNCTION)
			functions = PCI_FUNCTIONS;
		if (HEADER_TYPE(header) != HEADER_TYPE_BRIDGE)
			continue;
		buses = config_read(bus, device, function, REGISTER_BUSES);
		reachable[BUSES_SECONDARY(buses)] = true;
	}
	return found;
}

/* A bridge leads to a bus with a higher number, so that one pass finds all. */
unsigned int pci_scan(const bool roots[PCI_BUSES])
{
	bool reachable[PCI_BUSES];
	unsigned int found = 0;

	memcpy(reachable, roots, sizeof(reachable));

	for (uint32_t bus = 0; bus < PCI_BUSES; bus++)
		for (uint32_t device = 0; device < PCI_DEVICES && reachable[bus]; device++)
			found += scan_device(bus, device, reachable);
	return found;
}

void pci_read_id(void)
{
	config_read(0, 0, 0, REGISTER_ID);
}
