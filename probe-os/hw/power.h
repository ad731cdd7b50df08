/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Ways to end. What they need of ACPI is found beforehand.
 */
#ifndef HW_POWER_H
#define HW_POWER_H

#include <stdint.h>

#include "firmware/acpi.h"

/* QEMU's isa-debug-exit; returns where there is none. */
void power_debug_exit(uint8_t status);

/* Gives the machine's power management to ACPI, where it is not yet. */
void power_prepare_off(const struct acpi_poweroff *poweroff);

/* Returns if the machine does not comply. */
void power_off(const struct acpi_poweroff *poweroff);

/* Exactly one HLT, unless something that cannot be masked interrupts. */
_Noreturn void power_halt(void);

#endif
