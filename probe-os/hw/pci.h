/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * PCI configuration space.
 */
#ifndef HW_PCI_H
#define HW_PCI_H

/* Visits every bus that can be reached from bus 0; how many functions answer */
unsigned int pci_scan(void);

/* Reads what the first function of all says it is. */
void pci_read_id(void);

#endif
