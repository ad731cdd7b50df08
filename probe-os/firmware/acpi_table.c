// SPDX-License-Identifier: GPL-2.0-only
/*
 * ACPI: "Root System Description Pointer", "Fixed ACPI Description Table", "Generic Address
 * Structure".
 */
#include "firmware/acpi_table.h"
#include "firmware/phys.h"
#include "lib/mem.h"

/* "Finding the RSDP on IA-PC Systems" */
#define EBDA_SEGMENT     0x40E
#define EBDA_SEARCH      0x400
#define BIOS_START       0xE0000
#define BIOS_END         0x100000
#define RSDP_ALIGN       16
#define BIOS_RESET       0xFFFF0
#define JUMP_FAR         0xEA

#define RSDP_REVISION    15 /* offsets in the root pointer */
#define RSDP_RSDT        16
#define RSDP_SIZE        20 /* of revision 0 */
#define RSDP_XSDT        24
#define HEADER_LENGTH    4
#define TABLE_MAX        (1 << 20)

#define FADT_DSDT        40 /* offsets in the FADT; VMMs may have only the second one */
#define FADT_X_DSDT      140

#define REGISTER_SPACE   0 /* offsets in a generic address */
#define REGISTER_ADDRESS 4
#define REGISTER_SIZE    12
#define SPACE_MEMORY     0
#define SPACE_PORTS      1

/* The table at an address; NULL if it has another signature or cannot be read */
static const uint8_t *table_at(uint64_t address, const char *signature, uint32_t *length)
{
	const uint8_t *table = phys_at(address, ACPI_HEADER_SIZE);

	if (!table || memcmp(table, signature, 4) != 0)
		return NULL;
	*length = acpi_u32(table + HEADER_LENGTH);
	if (*length < ACPI_HEADER_SIZE || *length > TABLE_MAX)
		return NULL;
	return phys_at(address, *length);
}

static uint64_t search_rsdp(uint64_t start, uint64_t end)
{
	for (uint64_t at = start; at + RSDP_SIZE <= end; at += RSDP_ALIGN) {
		const uint8_t *candidate = phys_at(at, RSDP_SIZE);
		uint8_t sum = 0;

		if (!candidate || memcmp(candidate, "RSD PTR ", 8) != 0)
			continue;
		for (int i = 0; i < RSDP_SIZE; i++)
			sum += candidate[i];
		if (sum == 0)
			return at;
	}
	return 0;
}

static uint64_t find_rsdp(void)
{
	const uint8_t *segment = phys_at(EBDA_SEGMENT, 2);
	uint64_t ebda = segment ? (uint64_t)(segment[0] | segment[1] << 8) << 4 : 0;
	uint64_t found = ebda ? search_rsdp(ebda, ebda + EBDA_SEARCH) : 0;

	return found ? found : search_rsdp(BIOS_START, BIOS_END);
}

/* Finds a table in a list of addresses: RSDT with 4 bytes each, XSDT with 8. */
static const uint8_t *table_of(const uint8_t *root, uint32_t root_length, uint32_t width,
			       const char *signature, uint32_t *length)
{
	for (uint32_t at = ACPI_HEADER_SIZE; at + width <= root_length; at += width) {
		uint64_t address = width == 8 ? acpi_u64(root + at) : acpi_u32(root + at);
		const uint8_t *table = table_at(address, signature, length);

		if (table)
			return table;
	}
	return NULL;
}

const uint8_t *acpi_find_table(uint64_t rsdp, const char *signature, uint32_t *length)
{
	const uint8_t *pointer, *root;
	uint32_t root_length;

	if (!rsdp)
		rsdp = find_rsdp();
	pointer = phys_at(rsdp, RSDP_SIZE);
	if (!pointer)
		return NULL;
	root = table_at(acpi_u32(pointer + RSDP_RSDT), "RSDT", &root_length);
	if (root)
		return table_of(root, root_length, 4, signature, length);
	pointer = pointer[RSDP_REVISION] ? phys_at(rsdp, RSDP_XSDT + 8) : NULL;
	root = pointer ? table_at(acpi_u64(pointer + RSDP_XSDT), "XSDT", &root_length) : NULL;
	return root ? table_of(root, root_length, 8, signature, length) : NULL;
}

const uint8_t *acpi_find_dsdt(uint64_t rsdp, uint32_t *length)
{
	uint32_t size;
	const uint8_t *fadt = acpi_find_table(rsdp, "FACP", &size), *dsdt = NULL;

	if (!fadt)
		return NULL;
	if (size >= FADT_DSDT + 4)
		dsdt = table_at(acpi_u32(fadt + FADT_DSDT), "DSDT", length);
	if (!dsdt && size >= FADT_X_DSDT + 8)
		dsdt = table_at(acpi_u64(fadt + FADT_X_DSDT), "DSDT", length);
	return dsdt;
}

struct acpi_register acpi_register_at(const uint8_t *table, uint32_t length, uint32_t offset)
{
	const uint8_t *at = table + offset;
	struct acpi_register found = { 0 };
	uint64_t address;

	if (length < offset + REGISTER_SIZE)
		return found;
	address = acpi_u64(at + REGISTER_ADDRESS);
	found.in_memory = at[REGISTER_SPACE] == SPACE_MEMORY;
	if (found.in_memory ? phys_at(address, 1) != NULL
			    : at[REGISTER_SPACE] == SPACE_PORTS && address <= ACPI_LAST_PORT)
		found.address = address;
	return found;
}

uint16_t acpi_fixed_port(const uint8_t *fadt, uint32_t length, uint32_t offset, uint32_t generic)
{
	struct acpi_register second = acpi_register_at(fadt, length, generic);
	uint32_t port = length >= offset + 4 ? acpi_u32(fadt + offset) : 0;

	if (port == 0 && !second.in_memory)
		port = (uint32_t)second.address;
	return port <= ACPI_LAST_PORT ? (uint16_t)port : 0;
}

bool acpi_is_of_bios(void)
{
	const uint8_t *reset = phys_at(BIOS_RESET, 1);

	return reset && *reset == JUMP_FAR && find_rsdp() != 0;
}
