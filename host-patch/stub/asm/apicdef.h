/* SPDX-License-Identifier: GPL-2.0-only */
#define APIC_ICR 0x300
