/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The other CPUs: found, started one after the other, and given work.
 */
#ifndef HW_SMP_H
#define HW_SMP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* APIC ids as firmware lists them, and a free page below 1 MiB, 0 if none */
void smp_prepare(const uint32_t *ids, size_t count, uint64_t page);

/* INIT to the next CPU; false if there is none. */
bool smp_init_next(void);

/* SIPI to it, and the wait until it runs C; false if it does not get there. */
bool smp_start_next(void);

/* How many run, the boot CPU included */
unsigned int smp_running(void);

enum ap_work {
	AP_HALT, /* halted, taking interrupts */
	AP_SPIN, /* awake, taking interrupts */
	AP_TURN, /* awake, handing smp_turn on */
};

/* Gives all of them that work; false if one does not react. */
bool smp_work(enum ap_work work);

/* An interrupt to the first of them */
void smp_interrupt(void);

/* Which CPU's turn it is; each hands it to the next one. */
extern volatile unsigned int smp_turn;

#endif
