/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Names of causes in the ranges of PCI devices, which are better than those of fixed addresses.
 */
#ifndef NAMES_BAR_H
#define NAMES_BAR_H

#include "hw/pci.h"
#include "record/record.h"

/* Names the causes in that range of a function, with that class. */
void bar_name_causes(struct record *record, const struct pci_function *at, uint32_t class,
		     const struct pci_bar *bar);

#endif
