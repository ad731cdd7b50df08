// SPDX-License-Identifier: GPL-2.0-only
/*
 * ACPI: "Root System Description Pointer", "Fixed ACPI Description Table",
 * "\_Sx (System States)", "AML Byte Stream Byte Values".
 */
#include "firmware/acpi.h"
#include "firmware/acpi_table.h"
#include "firmware/phys.h"
#include "lib/mem.h"

/* "Finding the RSDP on IA-PC Systems" */
#define EBDA_SEGMENT  0x40E
#define EBDA_SEARCH   0x400
#define BIOS_START    0xE0000
#define BIOS_END      0x100000
#define RSDP_ALIGN    16

#define RSDP_REVISION 15 /* offsets in the root pointer */
#define RSDP_RSDT     16
#define RSDP_SIZE     20 /* of revision 0 */
#define RSDP_XSDT     24 /* low half; tables lie below 4 GiB */
#define HEADER_LENGTH 4
#define TABLE_MAX     (1 << 20)

#define FADT_DSDT     40 /* offsets in the FADT */
#define FADT_SMI      48
#define FADT_ENABLE   52
#define FADT_PM1A     64
#define FADT_PM1B     68
#define FADT_SIZE     72

/* "PM1 Control Registers" */
#define PM1_SLEEP_TYPE(type) ((uint16_t)(((type) & 7) << 10))
#define PM1_SLEEP_ENABLE     0x2000

#define AML_PACKAGE          0x12
#define AML_BYTE             0x0A
#define AML_ZERO             0x00
#define AML_ONE              0x01

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
		const uint8_t *table = table_at(acpi_u32(root + at), signature, length);

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
	root = pointer ? table_at(acpi_u32(pointer + RSDP_XSDT), "XSDT", &root_length) : NULL;
	return root ? table_of(root, root_length, 8, signature, length) : NULL;
}

const uint8_t *acpi_find_dsdt(uint64_t rsdp, uint32_t *length)
{
	const uint8_t *fadt = acpi_find_table(rsdp, "FACP", length);

	if (!fadt || *length < FADT_SIZE)
		return NULL;
	return table_at(acpi_u32(fadt + FADT_DSDT), "DSDT", length);
}

bool acpi_is_of_bios(void)
{
	return find_rsdp() != 0;
}

/* The next integer of the package; 8, which is above any type, if it is invalid */
static unsigned int aml_integer(const uint8_t **at, const uint8_t *end)
{
	if (*at < end && (**at == AML_ZERO || **at == AML_ONE))
		return *(*at)++;
	if (end - *at < 2 || **at != AML_BYTE)
		return 8;
	*at += 2;
	return (*at)[-1];
}

/* Searches for the bytes of Name (\_S5, Package {type a, type b, ...}). */
static bool find_s5(const uint8_t *at, const uint8_t *end, struct acpi_poweroff *poweroff)
{
	for (; end - at >= 8; at++) {
		const uint8_t *value = at + 4;
		unsigned int a, b;

		if (memcmp(at, "_S5_", 4) != 0 || *value++ != AML_PACKAGE)
			continue;
		value += (*value >> 6) + 1; /* package length; its top bits give its size */
		value += 1;                 /* number of elements */
		if (value >= end)
			return false;
		a = aml_integer(&value, end);
		b = aml_integer(&value, end);
		poweroff->value_a = PM1_SLEEP_TYPE(a) | PM1_SLEEP_ENABLE;
		poweroff->value_b = PM1_SLEEP_TYPE(b) | PM1_SLEEP_ENABLE;
		return a < 8 && b < 8;
	}
	return false;
}

bool acpi_find_poweroff(uint64_t rsdp, struct acpi_poweroff *poweroff)
{
	uint32_t length;
	const uint8_t *fadt = acpi_find_table(rsdp, "FACP", &length);
	const uint8_t *dsdt;

	if (!fadt || length < FADT_SIZE)
		return false;
	poweroff->pm1a = (uint16_t)acpi_u32(fadt + FADT_PM1A);
	poweroff->pm1b = (uint16_t)acpi_u32(fadt + FADT_PM1B);
	poweroff->smi_command = (uint16_t)acpi_u32(fadt + FADT_SMI);
	poweroff->enable = fadt[FADT_ENABLE];
	dsdt = acpi_find_dsdt(rsdp, &length);
	return poweroff->pm1a && dsdt && find_s5(dsdt + ACPI_HEADER_SIZE, dsdt + length, poweroff);
}
