// SPDX-License-Identifier: GPL-2.0-only
/*
 * PCI Local Bus Specification: "Configuration Mechanism #1",
 * "Configuration Space Organization", "Address Maps".
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
#define REGISTER_COMMAND       0x04
#define COMMAND_DECODE         0x3 /* of ports and of memory */
#define REGISTER_CLASS         0x08
#define CLASS(register)        ((register) >> 16)
#define REGISTER_HEADER        0x0C
#define HEADER_MULTIFUNCTION   0x800000
#define HEADER_TYPE(header)    ((header) >> 16 & 0x7F)
#define HEADER_TYPE_BRIDGE     0x01
#define REGISTER_BAR           0x10
#define BAR_PORT               0x1
#define BAR_PORT_FLAGS         0x3
#define BAR_PORT_MASK          0xFFFF
#define BAR_64_BITS            0x4
#define BAR_FLAGS              0xF
#define BARS_MAX               6
#define REGISTER_BUSES         0x18
#define BUSES_SECONDARY(buses) ((buses) >> 8 & 0xFF)

#define PCI_DEVICES            32
#define PCI_FUNCTIONS          8

static void select_register(const struct pci_function *at, uint32_t offset)
{
	outl(CONFIG_ADDRESS,
	     CONFIG_ENABLE | at->bus << 16 | at->device << 11 | at->function << 8 | offset);
}

static uint32_t config_read(const struct pci_function *at, uint32_t offset)
{
	select_register(at, offset);
	return inl(CONFIG_DATA);
}

static void config_write(const struct pci_function *at, uint32_t offset, uint32_t value)
{
	select_register(at, offset);
	outl(CONFIG_DATA, value);
}

/* Visits the functions of a device and marks the buses behind its bridges. */
static void visit_device(struct pci_function at, bool *reachable, pci_visit *visit, void *to)
{
	uint32_t functions = 1;

	for (at.function = 0; at.function < functions; at.function++) {
		at.id = config_read(&at, REGISTER_ID);
		if (at.id == ID_NONE)
			continue;
		at.header = config_read(&at, REGISTER_HEADER);
		if (at.header & HEADER_MULTIFUNCTION)
			functions = PCI_FUNCTIONS;
		if (HEADER_TYPE(at.header) == HEADER_TYPE_BRIDGE)
			reachable[BUSES_SECONDARY(config_read(&at, REGISTER_BUSES))] = true;
		visit(&at, to);
	}
}

/* A bridge leads to a bus with a higher number, so that one pass finds all. */
void pci_visit_all(const bool roots[PCI_BUSES], pci_visit *visit, void *to)
{
	bool reachable[PCI_BUSES];
	struct pci_function at = { 0 };

	memcpy(reachable, roots, sizeof(reachable));
	for (at.bus = 0; at.bus < PCI_BUSES; at.bus++)
		for (at.device = 0; at.device < PCI_DEVICES && reachable[at.bus]; at.device++)
			visit_device(at, reachable, visit, to);
}

static void count(const struct pci_function *at, void *to)
{
	(void)at;
	++*(unsigned int *)to;
}

unsigned int pci_scan(const bool roots[PCI_BUSES])
{
	unsigned int found = 0;

	pci_visit_all(roots, count, &found);
	return found;
}

uint32_t pci_read_class(const struct pci_function *at)
{
	return CLASS(config_read(at, REGISTER_CLASS));
}

/* The bits of a base address register that are not the address's are 0. */
static uint32_t read_mask(const struct pci_function *at, uint32_t offset, uint32_t value)
{
	uint32_t mask;

	config_write(at, offset, UINT32_MAX);
	mask = config_read(at, offset);
	config_write(at, offset, value);
	return mask;
}

/* Returns how many registers the range takes. */
static uint32_t read_bar(const struct pci_function *at, struct pci_bar *bar)
{
	const uint32_t offset = REGISTER_BAR + 4 * bar->index;
	const uint32_t low = config_read(at, offset), mask = read_mask(at, offset, low);
	uint32_t high;

	bar->is_port = low & BAR_PORT;
	if (bar->is_port) {
		bar->start = low & ~BAR_PORT_FLAGS & BAR_PORT_MASK;
		bar->size = -(mask & ~BAR_PORT_FLAGS) & BAR_PORT_MASK;
		return 1;
	}
	bar->start = low & ~BAR_FLAGS;
	bar->size = -(mask & ~BAR_FLAGS);
	if (!(low & BAR_64_BITS))
		return 1;
	high = config_read(at, offset + 4);
	bar->start |= (uint64_t)high << 32;
	bar->size = -((uint64_t)read_mask(at, offset + 4, high) << 32 | (mask & ~BAR_FLAGS));
	return 2;
}

/* A register that is written must not move what the device decodes. */
void pci_visit_bars(const struct pci_function *at, pci_visit_bar *visit, void *to)
{
	static const uint8_t bars_of[] = { BARS_MAX, [HEADER_TYPE_BRIDGE] = 2 };
	const uint32_t type = HEADER_TYPE(at->header);
	const uint32_t bars = type < sizeof(bars_of) ? bars_of[type] : 0;
	const uint32_t command = config_read(at, REGISTER_COMMAND) & UINT16_MAX;
	struct pci_bar found[BARS_MAX];
	uint32_t count = 0;

	config_write(at, REGISTER_COMMAND, command & ~COMMAND_DECODE);
	for (uint32_t i = 0; i < bars;) {
		found[count].index = i;
		i += read_bar(at, &found[count++]);
	}
	config_write(at, REGISTER_COMMAND, command);
	for (uint32_t i = 0; i < count; i++)
		if (found[i].start)
			visit(at, &found[i], to);
}

void pci_read_id(void)
{
	config_read(&(struct pci_function){ 0 }, REGISTER_ID);
}
