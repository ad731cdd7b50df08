/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Names the causes of exits in the ranges of PCI devices, as Linux knows them.
 */
#ifndef READER_PCI_NAMES_H
#define READER_PCI_NAMES_H

#include "record/record.h"

void pci_name_causes(struct record *record);

#endif
