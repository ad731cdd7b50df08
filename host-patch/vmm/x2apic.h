/* SPDX-License-Identifier: GPL-2.0-only */
/* The local APIC as a guest programs it: SDM "x2APIC Register Address Space". */
#ifndef VMM_X2APIC_H
#define VMM_X2APIC_H

/* Registers, as MSRs */
#define X2APIC_SVR       0x80f
#define X2APIC_ICR       0x830
#define X2APIC_LVT_TIMER 0x832

/* What is written to them */
#define APIC_ENABLED      0x1ff
#define APIC_TSC_DEADLINE 0x40040 /* mode and a vector; the guest has interrupts off */
#define APIC_SELF_IPI     0x40    /* fixed, physical, to itself */

#endif
