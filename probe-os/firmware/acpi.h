/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The part of ACPI that ends the machine.
 */
#ifndef FIRMWARE_ACPI_H
#define FIRMWARE_ACPI_H

#include <stdint.h>

#include "firmware/acpi_table.h"

/* In the order of preference; the last two reset the machine, for want of power off. */
enum acpi_off {
	ACPI_OFF_NONE,
	ACPI_OFF_PM1,            /* control ports */
	ACPI_OFF_SLEEP_CONTROL,  /* a register, of hardware-reduced ACPI */
	ACPI_OFF_RESET_REGISTER, /* a register */
	ACPI_OFF_8042,           /* the keyboard controller, if ACPI has it or there is no ACPI */
	ACPI_OFF_COUNT,
};

struct acpi_poweroff {
	enum acpi_off way;
	uint16_t pm1a, pm1b;       /* control ports; pm1b may be 0 */
	uint16_t value_a, value_b; /* values for these ports */
	uint16_t smi_command;      /* the port for enable, or 0 */
	uint8_t enable;
	struct acpi_register control; /* for sleep or reset */
	uint8_t control_value;
};

/* rsdp as for acpi_find_table() */
void acpi_find_poweroff(uint64_t rsdp, struct acpi_poweroff *poweroff);

#endif
