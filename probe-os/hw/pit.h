/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The 8254 timer: one interrupt when asked for, and a clock of known rate.
 */
#ifndef HW_PIT_H
#define HW_PIT_H

#include <stdbool.h>
#include <stdint.h>

/* Ends whatever the firmware had it do; no interrupt for 50 ms. */
void pit_stop(void);

/* Whether the machine has one; asks it. */
bool pit_is_there(void);

/* 10 milliseconds in counts of the timer */
#define PIT_TICK 11931

/* Wait for one interrupt of the timer, so many counts away: awake (false if none came), halted. */
bool pit_wait_awake(uint16_t count);
void pit_wait_halted(uint16_t count);

void pit_interrupt(void);

/* TSC frequency by the timer's own clock, 0 if the timer does not count. */
uint64_t pit_tsc_khz(void);

#endif
