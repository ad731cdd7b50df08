/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The part of ACPI that powers the machine off, and whether a BIOS provides it.
 */
#ifndef FIRMWARE_ACPI_H
#define FIRMWARE_ACPI_H

#include <stdbool.h>
#include <stdint.h>

struct acpi_poweroff {
	uint16_t pm1a, pm1b;       /* control ports; pm1b may be 0 */
	uint16_t value_a, value_b; /* values for these ports */
	uint16_t smi_command;      /* the port for enable, or 0 */
	uint8_t enable;
};

/* If rsdp is 0, searches for the root pointer as on a BIOS machine. */
bool acpi_find_poweroff(uint64_t rsdp, struct acpi_poweroff *poweroff);

/* Whether the root pointer is where a BIOS puts it, and UEFI does not */
bool acpi_is_of_bios(void);

#endif
