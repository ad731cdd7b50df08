/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * PCI configuration space.
 */
#ifndef HW_PCI_H
#define HW_PCI_H

/* Visits every bus reachable from bus 0; returns the number of functions found. */
unsigned int pci_scan(void);

/* Reads the id of device 0 on bus 0. */
void pci_read_id(void);

#endif
