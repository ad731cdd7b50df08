/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Ways to end. ACPI's tables must be read beforehand.
 */
#ifndef HW_POWER_H
#define HW_POWER_H

#include <stdint.h>

#include "firmware/acpi.h"

/* Ends by QEMU's isa-debug-exit; returns if there is no such device. */
void power_debug_exit(uint8_t status);

/* Switches the machine's power management to ACPI mode, if that way needs it. */
void power_prepare_off(const struct acpi_poweroff *poweroff);

/* Powers off, or resets; returns if the machine stays on. */
void power_off(const struct acpi_poweroff *poweroff);

/* Executes exactly one HLT, unless a non-maskable interrupt arrives. */
_Noreturn void power_halt(void);

#endif
