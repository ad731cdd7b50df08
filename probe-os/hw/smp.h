/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The other CPUs: found, started one after the other, and given work.
 */
#ifndef HW_SMP_H
#define HW_SMP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Takes the APIC ids from firmware, and a free page below 1 MiB or 0. */
void smp_prepare(const uint32_t *ids, size_t count, uint64_t page);

/* Sends INIT to the next CPU; false if there is none. */
bool smp_init_next(void);

/* Sends it SIPI and waits until it runs C; false if timed out. */
bool smp_start_next(void);

/* Number of running CPUs, including the boot CPU */
unsigned int smp_running(void);

enum ap_work {
	AP_HALT, /* halted, taking interrupts */
	AP_SPIN, /* awake, taking interrupts */
	AP_TURN, /* awake, passing smp_turn on */
};

/* Sets the work of all other CPUs; false if one does not react. */
bool smp_work(enum ap_work work);

/* Sends an interrupt to the first of them. */
void smp_interrupt(void);

/* Number of the CPU whose turn it is; it passes the turn to the next. */
extern volatile unsigned int smp_turn;

#endif
