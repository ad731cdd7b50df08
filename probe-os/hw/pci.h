/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * PCI configuration space.
 */
#ifndef HW_PCI_H
#define HW_PCI_H

#include <stdbool.h>

/* Visits every bus reachable from the root buses; returns the number of functions found. */
#define PCI_BUSES 256
unsigned int pci_scan(const bool roots[PCI_BUSES]);

/* Reads the id of device 0 on bus 0. */
void pci_read_id(void);

#endif
