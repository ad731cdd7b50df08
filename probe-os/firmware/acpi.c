// SPDX-License-Identifier: GPL-2.0-only
/*
 * ACPI: "Fixed ACPI Description Table", "\_Sx (System States)", "AML Byte Stream Byte
 * Values", "Sleep Control and Status Registers", "Reset Register".
 */
#include <stdbool.h>

#include "firmware/acpi.h"
#include "lib/mem.h"

#define FADT_SMI              48 /* offsets in the FADT */
#define FADT_ENABLE           52
#define FADT_PM1A             64
#define FADT_PM1B             68
#define FADT_SIZE_1           72 /* as much as every FADT has */
#define FADT_BOOT             109
#define FADT_FLAGS            112
#define FADT_RESET            116
#define FADT_RESET_VALUE      128
#define FADT_X_PM1A           172
#define FADT_X_PM1B           184
#define FADT_SLEEP_CONTROL    244

#define BOOT_8042             0x02 /* "IA-PC Boot Architecture Flags" */
#define FLAG_RESET_REGISTER   (1U << 10)
#define FLAG_HARDWARE_REDUCED (1U << 20)

/* "PM1 Control Registers" */
#define PM1_SLEEP_TYPE(type) ((uint16_t)((type) << 10))
#define PM1_SLEEP_ENABLE     0x2000

#define SLEEP_TYPE(type)     ((uint8_t)((type) << 2))
#define SLEEP_ENABLE         0x20

#define AML_PACKAGE          0x12
#define AML_BYTE             0x0A
#define AML_ZERO             0x00
#define AML_ONE              0x01

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
static bool find_s5(const uint8_t *at, const uint8_t *end, unsigned int types[2])
{
	for (; end - at >= 8; at++) {
		const uint8_t *value = at + 4;

		if (memcmp(at, "_S5_", 4) != 0 || *value++ != AML_PACKAGE)
			continue;
		value += (*value >> 6) + 1; /* package length; its top bits give its size */
		value += 1;                 /* number of elements */
		if (value >= end)
			return false;
		types[0] = aml_integer(&value, end);
		types[1] = aml_integer(&value, end);
		return types[0] < 8 && types[1] < 8;
	}
	return false;
}

/* Name (_HID, EisaId ("PNP0303")): a keyboard controller, also where no flag tells of it */
static bool has_keyboard(const uint8_t *at, const uint8_t *end)
{
	static const char name[] = "\x08_HID\x0C\x41\xD0\x03\x03";
	const int size = sizeof(name) - 1;

	for (; end - at >= size; at++)
		if (memcmp(at, name, size) == 0)
			return true;
	return false;
}

/* Hardware-reduced ACPI has no PM1, whatever its fields say. */
static enum acpi_off sleep_way(const uint8_t *fadt, uint32_t length, uint32_t flags,
			       const unsigned int types[2], struct acpi_poweroff *poweroff)
{
	const uint32_t smi = acpi_u32(fadt + FADT_SMI);

	if (flags & FLAG_HARDWARE_REDUCED) {
		poweroff->control = acpi_register_at(fadt, length, FADT_SLEEP_CONTROL);
		poweroff->control_value = SLEEP_TYPE(types[0]) | SLEEP_ENABLE;
		return poweroff->control.address ? ACPI_OFF_SLEEP_CONTROL : ACPI_OFF_NONE;
	}
	poweroff->pm1a = acpi_fixed_port(fadt, length, FADT_PM1A, FADT_X_PM1A);
	poweroff->pm1b = acpi_fixed_port(fadt, length, FADT_PM1B, FADT_X_PM1B);
	poweroff->value_a = PM1_SLEEP_TYPE(types[0]) | PM1_SLEEP_ENABLE;
	poweroff->value_b = PM1_SLEEP_TYPE(types[1]) | PM1_SLEEP_ENABLE;
	poweroff->smi_command = smi <= ACPI_LAST_PORT ? (uint16_t)smi : 0;
	poweroff->enable = fadt[FADT_ENABLE];
	return poweroff->pm1a ? ACPI_OFF_PM1 : ACPI_OFF_NONE;
}

static enum acpi_off reset_way(const uint8_t *fadt, uint32_t length, uint32_t flags,
			       struct acpi_poweroff *poweroff)
{
	if (!(flags & FLAG_RESET_REGISTER) || length <= FADT_RESET_VALUE)
		return ACPI_OFF_NONE;
	poweroff->control = acpi_register_at(fadt, length, FADT_RESET);
	poweroff->control_value = fadt[FADT_RESET_VALUE];
	return poweroff->control.address ? ACPI_OFF_RESET_REGISTER : ACPI_OFF_NONE;
}

void acpi_find_poweroff(uint64_t rsdp, struct acpi_poweroff *poweroff)
{
	uint32_t length, dsdt_length, flags;
	const uint8_t *fadt = acpi_find_table(rsdp, "FACP", &length);
	const uint8_t *dsdt = acpi_find_dsdt(rsdp, &dsdt_length), *end;
	unsigned int types[2];

	*poweroff = (struct acpi_poweroff){ .way = fadt ? ACPI_OFF_NONE : ACPI_OFF_8042 };
	if (!fadt || length < FADT_SIZE_1)
		return;
	flags = length >= FADT_FLAGS + 4 ? acpi_u32(fadt + FADT_FLAGS) : 0;
	end = dsdt ? dsdt + dsdt_length : NULL;
	if (dsdt && find_s5(dsdt + ACPI_HEADER_SIZE, end, types))
		poweroff->way = sleep_way(fadt, length, flags, types, poweroff);
	if (poweroff->way == ACPI_OFF_NONE)
		poweroff->way = reset_way(fadt, length, flags, poweroff);
	if (poweroff->way == ACPI_OFF_NONE &&
	    ((length > FADT_BOOT && fadt[FADT_BOOT] & BOOT_8042) ||
	     (dsdt && has_keyboard(dsdt + ACPI_HEADER_SIZE, end))))
		poweroff->way = ACPI_OFF_8042;
}
