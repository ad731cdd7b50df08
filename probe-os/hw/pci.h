/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * PCI configuration space.
 */
#ifndef HW_PCI_H
#define HW_PCI_H

#include <stdbool.h>
#include <stdint.h>

#define PCI_BUSES 256

/* id: vendor, device << 16. header: the register with the header's type */
struct pci_function {
	uint32_t bus, device, function;
	uint32_t id, header;
};

/* A range that the base address register of that index selects, see pci_function */
struct pci_bar {
	uint32_t index;
	bool is_port;
	uint64_t start, size;
};

typedef void pci_visit(const struct pci_function *at, void *to);
typedef void pci_visit_bar(const struct pci_function *at, const struct pci_bar *bar, void *to);

/* Visits the functions on every bus reachable from the root buses. */
void pci_visit_all(const bool roots[PCI_BUSES], pci_visit *visit, void *to);

/* The same, without a visit; returns the number of functions found. */
unsigned int pci_scan(const bool roots[PCI_BUSES]);

/* Class << 8 | subclass */
uint32_t pci_read_class(const struct pci_function *at);

/* Visits the ranges that are set. While it reads them, the function answers at none. */
void pci_visit_bars(const struct pci_function *at, pci_visit_bar *visit, void *to);

/* Reads the id of device 0 on bus 0. */
void pci_read_id(void);

#endif
