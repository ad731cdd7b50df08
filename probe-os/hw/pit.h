/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The 8254 timer: single interrupts, and a clock of known rate.
 */
#ifndef HW_PIT_H
#define HW_PIT_H

#include <stdbool.h>
#include <stdint.h>

/* Ends the firmware's mode of the timer; no interrupt for 50 ms. */
void pit_stop(void);

/* Reads the timer's status to find out whether the machine has one. */
bool pit_is_there(void);

/* 10 milliseconds in counts of the timer */
#define PIT_TICK 11931

/* Wait for one timer interrupt after count ticks: awake (false if timed out), or halted. */
bool pit_wait_awake(uint16_t count);
void pit_wait_halted(uint16_t count);

void pit_interrupt(void);

/* TSC frequency measured by the timer's clock; 0 if the timer does not count */
uint64_t pit_tsc_khz(void);

#endif
