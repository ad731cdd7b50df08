/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Finds a table of ACPI; the callers interpret it.
 */
#ifndef FIRMWARE_ACPI_TABLE_H
#define FIRMWARE_ACPI_TABLE_H

#include <stdbool.h>
#include <stdint.h>

#define ACPI_HEADER_SIZE 36 /* of every table */
#define ACPI_LAST_PORT   0xFFFF

static inline uint32_t acpi_u32(const uint8_t *at)
{
	return at[0] | at[1] << 8 | at[2] << 16 | (uint32_t)at[3] << 24;
}

static inline uint64_t acpi_u64(const uint8_t *at)
{
	return acpi_u32(at) | (uint64_t)acpi_u32(at + 4) << 32;
}

/* One byte in the address space of memory or of ports */
struct acpi_register {
	uint64_t address; /* 0: there is none */
	bool in_memory;
};

/*
 * The first table with this signature, at least as long as its header and completely
 * readable; NULL if there is none. If rsdp is 0, the root pointer is where a BIOS puts it.
 */
const uint8_t *acpi_find_table(uint64_t rsdp, const char *signature, uint32_t *length);

/* The table that describes the machine, likewise; its address is in the fixed one. */
const uint8_t *acpi_find_dsdt(uint64_t rsdp, uint32_t *length);

/* A generic address in a table; none if the table ends before it, or if the address is in
 * another space, or cannot be reached there. */
struct acpi_register acpi_register_at(const uint8_t *table, uint32_t length, uint32_t offset);

/* A port that the fixed table has with 32 bits, from ACPI 2.0 on also as a generic address;
 * 0 if there is none. */
uint16_t acpi_fixed_port(const uint8_t *fadt, uint32_t length, uint32_t offset, uint32_t generic);

/* Whether the root pointer is where a BIOS puts it, and UEFI does not, and a BIOS is there */
bool acpi_is_of_bios(void);

#endif
