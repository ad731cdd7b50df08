/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ACPI's tables made for tests, in the memory of machine.h.
 */
#ifndef TEST_MADE_ACPI_H
#define TEST_MADE_ACPI_H

#include <stddef.h>
#include <stdint.h>

/* Their addresses */
#define RSDP 0xF5000
#define RSDT 0x10000
#define FADT 0x20000
#define DSDT 0x30000

/* Spaces of a generic address */
#define MEMORY 0
#define PORTS  1
#define PCI    2

extern uint8_t fadt[276];

void put32(uint8_t *at, uint32_t value);
void set_register(uint8_t *at, uint8_t space, uint64_t address);

/* Puts a table, whose head it fills in. */
void put_table(uint64_t address, const char *signature, uint8_t *table, uint32_t size);
void put_rsdp(uint64_t address, uint32_t rsdt);

/* Puts the FADT, with PM1's port and the address of a DSDT, and an RSDT that has it. */
void put_pm1_fadt(void);

/* A DSDT that ends with the bytes given */
void put_dsdt(const char *aml, size_t size);

/* Empties the machine and the FADT. */
int clean(void **state);

#endif
