/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Time, and the signals that end the sampler. They interrupt wait_for() only.
 */
#ifndef SAMPLER_CLOCK_H
#define SAMPLER_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* Milliseconds of the monotonic clock */
uint64_t now_ms(void);

/* Catches SIGINT and SIGTERM, and SIGHUP unless it is ignored (nohup). */
void signals_catch(void);

/* Whether such a signal came */
bool is_end_requested(void);

/*
 * Waits for an event of a file descriptor, -1 for none; false if the deadline or a signal
 * came first.
 */
bool wait_for(int fd, short events, uint64_t deadline);

#endif
