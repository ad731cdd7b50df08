/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Access to memory by physical address, for structures whose addresses come
 * from outside. The kernel links phys.c; tests link a machine of their own.
 */
#ifndef FIRMWARE_PHYS_H
#define FIRMWARE_PHYS_H

#include <stddef.h>
#include <stdint.h>

/* The bytes at an address, NULL unless all of them can be read. */
const void *phys_at(uint64_t address, uint64_t size);

/* Copies a terminated string, as much of it as there is room for and memory. */
void phys_string(uint64_t address, char *to, size_t size);

#endif
