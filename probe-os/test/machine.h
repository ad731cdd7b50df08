/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Physical memory for tests. It is only as large as its contents, so that the
 * sanitizers find a read beyond the end.
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
