/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The 8254 timer: single interrupts, and a clock of known rate.
 */
#ifndef HW_PIT_H
#define HW_PIT_H

#include <stdbool.h>
#include <stdint.h>

#include "probe/tsc.h"

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

/* Times a window of the timer by the TSC; false if the timer does not count. */
#define PIT_WINDOW_MS 10
bool pit_time_window(struct tsc_window *window);

#endif
