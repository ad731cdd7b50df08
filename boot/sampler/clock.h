/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Time, and the signals that end the sampler: they are taken while it waits.
 */
#ifndef SAMPLER_CLOCK_H
#define SAMPLER_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* Milliseconds of a clock that never goes back */
uint64_t now_ms(void);

/* From now on SIGINT, SIGTERM and SIGHUP end it, but not a SIGHUP that nohup ignores. */
void signals_catch(void);

/* Whether one came */
bool told_to_end(void);

/*
 * Waits until a file descriptor has one of the events, -1 for none; false if the
 * deadline came first, or a signal.
 */
bool wait_for(int fd, short events, uint64_t deadline);

#endif
