/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Time, and the signals that end the sampler. They interrupt wait_for() only.
 */
#ifndef SAMPLER_CLOCK_H
#define SAMPLER_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* Nanoseconds and milliseconds of the monotonic clock */
uint64_t now_ns(void);
uint64_t now_ms(void);

/* Catches SIGINT and SIGTERM, and SIGHUP unless it is ignored (nohup). */
void signals_catch(void);

/* From now on, lets another signal in only while the sampler waits. */
void signals_hold(int signal);

/* Whether a signal that ends the sampler came */
bool is_end_requested(void);

/*
 * Waits for an event of a file descriptor, -1 for none; false if the deadline or a signal
 * came first.
 */
bool wait_for(int fd, short events, uint64_t deadline);

/* The same, but any signal with a handler ends the wait, as that of a resized terminal. */
bool wait_for_key(int fd, uint64_t deadline);

#endif
