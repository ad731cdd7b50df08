/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * As much of ACPI as it takes to switch off.
 */
#ifndef FIRMWARE_ACPI_H
#define FIRMWARE_ACPI_H

#include <stdbool.h>
#include <stdint.h>

struct acpi_poweroff {
	uint16_t pm1a, pm1b;       /* control ports; pm1b may be 0 */
	uint16_t value_a, value_b; /* to write there */
	uint16_t smi_command;      /* 0, or the port that takes enable */
	uint8_t enable;
};

/* From the root pointer, or found as on a BIOS machine if rsdp is 0. */
bool acpi_find_poweroff(uint64_t rsdp, struct acpi_poweroff *poweroff);

#endif
