/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Access to memory by physical address, with bounds checks, for addresses from firmware
 * and loader. The kernel links phys.c; tests link their own machine.c.
 */
#ifndef FIRMWARE_PHYS_H
#define FIRMWARE_PHYS_H

#include <stddef.h>
#include <stdint.h>

/* The bytes at an address; NULL unless all of them are readable. */
const void *phys_at(uint64_t address, uint64_t size);

/* Copies a string up to its end, the end of memory, or size. */
void phys_string(uint64_t address, char *to, size_t size);

#endif
