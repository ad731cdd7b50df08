/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Physical memory of a machine that exists for a test only. It is as large as
 * what was put there, so that the sanitizers see a read too far.
 */
#ifndef TEST_MACHINE_H
#define TEST_MACHINE_H

#include <stddef.h>
#include <stdint.h>

#define MACHINE_REGIONS 8

void machine_clear(void);

/* Copies bytes to an address. */
void machine_put(uint64_t address, const void *bytes, size_t size);

#endif
