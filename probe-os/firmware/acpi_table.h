/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Finds a table of ACPI; the callers interpret it.
 */
#ifndef FIRMWARE_ACPI_TABLE_H
#define FIRMWARE_ACPI_TABLE_H

#include <stdint.h>

#define ACPI_HEADER_SIZE 36 /* of every table */

static inline uint32_t acpi_u32(const uint8_t *at)
{
	return at[0] | at[1] << 8 | at[2] << 16 | (uint32_t)at[3] << 24;
}

/*
 * The first table with this signature, at least as long as its header and completely
 * readable; NULL if there is none. rsdp as for acpi_find_poweroff().
 */
const uint8_t *acpi_find_table(uint64_t rsdp, const char *signature, uint32_t *length);

/* The table that describes the machine, likewise; its address is in the fixed one. */
const uint8_t *acpi_find_dsdt(uint64_t rsdp, uint32_t *length);

#endif
