// SPDX-License-Identifier: GPL-2.0-only
/*
 * ACPI: "PM1 Control Registers", "Legacy/ACPI Select Mechanism".
 */
#include "hw/instructions.h"
#include "hw/power.h"
#include "hw/registers.h"

#define PM1_SCI_ENABLE 0x0001
#define ENABLE_POLLS   0x10000

void power_debug_exit(uint8_t status)
{
	outb(DEBUG_EXIT_PORT, status);
}

void power_prepare_off(const struct acpi_poweroff *poweroff)
{
	if (!poweroff->smi_command || inw(poweroff->pm1a) & PM1_SCI_ENABLE)
		return;
	outb(poweroff->smi_command, poweroff->enable);
	for (int i = 0; i < ENABLE_POLLS; i++)
		if (inw(poweroff->pm1a) & PM1_SCI_ENABLE)
			return;
}

void power_off(const struct acpi_poweroff *poweroff)
{
	outw(poweroff->pm1a, poweroff->value_a);
	if (poweroff->pm1b)
		outw(poweroff->pm1b, poweroff->value_b);
}

void power_halt(void)
{
	for (;;) {
		cli();
		hlt();
	}
}
