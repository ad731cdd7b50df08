// SPDX-License-Identifier: GPL-2.0-only
/*
 * ACPI: "PM1 Control Registers", "Legacy/ACPI Select Mechanism"; 8042: "Status Register",
 * "Pulse Output Port".
 */
#include "hw/instructions.h"
#include "hw/power.h"
#include "hw/registers.h"

#define PM1_SCI_ENABLE 0x0001
#define POLLS          0x10000

#define PORT_8042      0x64
#define I8042_FULL     0x02 /* it has not yet taken the last byte */
#define I8042_RESET    0xFE

void power_debug_exit(uint8_t status)
{
	outb(DEBUG_EXIT_PORT, status);
}

void power_prepare_off(const struct acpi_poweroff *poweroff)
{
	if (poweroff->way != ACPI_OFF_PM1 || !poweroff->smi_command ||
	    inw(poweroff->pm1a) & PM1_SCI_ENABLE)
		return;
	outb(poweroff->smi_command, poweroff->enable);
	for (int i = 0; i < POLLS; i++)
		if (inw(poweroff->pm1a) & PM1_SCI_ENABLE)
			return;
}

static void write_pm1(const struct acpi_poweroff *poweroff)
{
	outw(poweroff->pm1a, poweroff->value_a);
	if (poweroff->pm1b)
		outw(poweroff->pm1b, poweroff->value_b);
}

static void write_register(const struct acpi_poweroff *poweroff)
{
	const struct acpi_register *control = &poweroff->control;

	if (control->in_memory)
		*(volatile uint8_t *)control->address = poweroff->control_value;
	else
		outb((uint16_t)control->address, poweroff->control_value);
}

static void reset_by_8042(const struct acpi_poweroff *poweroff)
{
	(void)poweroff;
	for (int i = 0; i < POLLS && inb(PORT_8042) & I8042_FULL; i++)
		;
	outb(PORT_8042, I8042_RESET);
}

void power_off(const struct acpi_poweroff *poweroff)
{
	static void (*const ways[ACPI_OFF_COUNT])(const struct acpi_poweroff *) = {
		[ACPI_OFF_PM1] = write_pm1,
		[ACPI_OFF_SLEEP_CONTROL] = write_register,
		[ACPI_OFF_RESET_REGISTER] = write_register,
		[ACPI_OFF_8042] = reset_by_8042,
	};

	if (ways[poweroff->way])
		ways[poweroff->way](poweroff);
}

void power_halt(void)
{
	for (;;) {
		cli();
		hlt();
	}
}
