/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The local APIC of the boot CPU.
 */
#ifndef HW_LAPIC_H
#define HW_LAPIC_H

#include <stdbool.h>

/* Enables it, in x2APIC mode if asked, with the PIC's interrupts let through. */
void lapic_enable(bool x2apic);

#endif
