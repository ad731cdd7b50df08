// SPDX-License-Identifier: GPL-2.0-only
/*
 * ACPI: "Multiple APIC Description Table", "Fixed ACPI Description Table"; PCI
 * Firmware Specification: "MCFG Table Description"; IA-PC HPET Specification:
 * "The HPET Description Table".
 */
#include "firmware/acpi_machine.h"
#include "firmware/acpi_table.h"
#include "lib/mem.h"

#define MADT_ENTRIES     44 /* offset of the first one */
#define ENTRY_SIZE       2  /* type and length */
#define ENTRY_CPU        0
#define CPU_SIZE         8
#define CPU_ID           3
#define CPU_FLAGS        4
#define ENTRY_IO_APIC    1
#define IO_APIC_SIZE     12
#define IO_APIC_ADDRESS  4
#define ENTRY_X2APIC_CPU 9
#define X2APIC_CPU_SIZE  16
#define X2APIC_CPU_ID    4
#define X2APIC_CPU_FLAGS 8
#define CPU_ENABLED      1

#define AML_ONE          0x01 /* "AML Byte Stream Byte Values" */
#define AML_BYTE         0x0A

#define FADT_PM_TIMER    76 /* offsets in their tables */
#define FADT_X_PM_TIMER  208
#define HPET_ADDRESS     44
#define MCFG_ADDRESS     44

/* The entry after one; the first entry if it is NULL; NULL at the end */
static const uint8_t *next_entry(const uint8_t *madt, uint32_t length, const uint8_t *entry)
{
	const uint8_t *end = madt + length;

	entry = entry ? entry + entry[1] : madt + MADT_ENTRIES;
	if (entry > end || end - entry < ENTRY_SIZE || entry[1] < ENTRY_SIZE ||
	    end - entry < entry[1])
		return NULL;
	return entry;
}

size_t acpi_find_cpus(uint64_t rsdp, uint32_t *ids, size_t max)
{
	uint32_t length;
	const uint8_t *madt = acpi_find_table(rsdp, "APIC", &length), *entry = NULL;
	size_t count = 0;

	while (madt && (entry = next_entry(madt, length, entry))) {
		uint32_t id;

		if (entry[0] == ENTRY_CPU && entry[1] >= CPU_SIZE && entry[CPU_FLAGS] & CPU_ENABLED)
			id = entry[CPU_ID];
		else if (entry[0] == ENTRY_X2APIC_CPU && entry[1] >= X2APIC_CPU_SIZE &&
			 entry[X2APIC_CPU_FLAGS] & CPU_ENABLED)
			id = acpi_u32(entry + X2APIC_CPU_ID);
		else
			continue;
		if (count < max)
			ids[count] = id;
		count++;
	}
	return count;
}

/* What Name (_BBN, integer) has behind the name; bus 0 where a method has to be run. */
static uint8_t bus_number(const uint8_t *value)
{
	if (value[0] == AML_BYTE)
		return value[1];
	return value[0] == AML_ONE;
}

size_t acpi_find_pci_roots(uint64_t rsdp, bool roots[ACPI_PCI_BUSES])
{
	static const char name[] = "\x08_BBN";
	const size_t size = sizeof(name) - 1 + 2;
	uint32_t length;
	const uint8_t *dsdt = acpi_find_dsdt(rsdp, &length);
	size_t count = 0;

	roots[0] = true;
	for (uint32_t at = ACPI_HEADER_SIZE; dsdt && at + size <= length; at++)
		if (memcmp(dsdt + at, name, sizeof(name) - 1) == 0)
			roots[bus_number(dsdt + at + sizeof(name) - 1)] = true;
	for (size_t bus = 0; bus < ACPI_PCI_BUSES; bus++)
		count += roots[bus];
	return count;
}

static uint32_t find_io_apic(uint64_t rsdp)
{
	uint32_t length;
	const uint8_t *madt = acpi_find_table(rsdp, "APIC", &length), *entry = NULL;

	while (madt && (entry = next_entry(madt, length, entry)))
		if (entry[0] == ENTRY_IO_APIC && entry[1] >= IO_APIC_SIZE)
			return acpi_u32(entry + IO_APIC_ADDRESS);
	return 0;
}

/* A 32-bit number in a table, 0 if there is no such table. Addresses have 64 bits; the
 * upper half is 0 on machines that support 32-bit systems. */
static uint32_t number_of(uint64_t rsdp, const char *signature, uint32_t offset)
{
	uint32_t length;
	const uint8_t *table = acpi_find_table(rsdp, signature, &length);

	return table && length >= offset + 8 ? acpi_u32(table + offset) : 0;
}

void acpi_find_devices(uint64_t rsdp, struct acpi_devices *devices)
{
	uint32_t length;
	const uint8_t *fadt = acpi_find_table(rsdp, "FACP", &length);

	devices->io_apic = find_io_apic(rsdp);
	devices->hpet = number_of(rsdp, "HPET", HPET_ADDRESS);
	devices->pci = number_of(rsdp, "MCFG", MCFG_ADDRESS);
	devices->pm_timer =
		fadt ? acpi_fixed_port(fadt, length, FADT_PM_TIMER, FADT_X_PM_TIMER) : 0;
}
