/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The local APIC of the CPU that runs this.
 */
#ifndef HW_LAPIC_H
#define HW_LAPIC_H

#include <stdbool.h>
#include <stdint.h>

/* Offsets in xAPIC's page; x2APIC's MSRs are numbered by offset / 16 */
#define APIC_ID              0x020
#define APIC_TPR             0x080 /* task priority */
#define APIC_EOI             0x0B0
#define APIC_SPURIOUS        0x0F0
#define APIC_SPURIOUS_ENABLE 0x100
#define APIC_ICR             0x300 /* interrupt command */
#define APIC_ICR_HIGH        0x310 /* xAPIC: its destination */
#define APIC_LVT_TIMER       0x320
#define APIC_LVT_LINT0       0x350
#define APIC_LVT_LINT1       0x360
#define APIC_LVT_ERROR       0x370
#define APIC_LVT_NMI         0x00400
#define APIC_LVT_EXTINT      0x00700
#define APIC_LVT_MASKED      0x10000
#define APIC_LVT_DEADLINE    0x40000 /* timer mode: TSC-deadline; else one-shot */
#define APIC_TIMER_COUNT     0x380
#define APIC_TIMER_DIVIDE    0x3E0
#define APIC_DIVIDE_BY_1     0x0000B

/* "Interrupt Command Register (ICR)": delivery mode, level, shorthand */
#define APIC_ICR_INIT    0x04500
#define APIC_ICR_STARTUP 0x04600 /* and the page that starts */
#define APIC_ICR_FIXED   0x04000 /* and the vector */
#define APIC_ICR_SELF    0x40000

/* Enables it, optionally in x2APIC mode; the PIC's interrupts pass through. */
void lapic_enable(bool as_x2apic);

/* The same for a started CPU, in the boot CPU's mode. */
void lapic_enable_ap(void);

/* Switches the mode, on the boot CPU only. */
void lapic_switch(bool to_x2apic);

uint32_t lapic_read(uint32_t offset);
void lapic_write(uint32_t offset, uint32_t value);
uint32_t lapic_id(void);

/* Sends an interrupt command to one CPU. */
void lapic_send(uint32_t id, uint32_t command);

/* Number of handled interrupts of timers and between CPUs, on all CPUs */
extern volatile uint64_t lapic_interrupts;

void lapic_interrupt(void);

#endif
