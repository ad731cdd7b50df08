/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Disturb the threads that run vCPUs: signals, and moves between CPUs. And random
 * numbers, which are the same for the same seed.
 */
#ifndef CONFORMANCE_PEST_H
#define CONFORMANCE_PEST_H

#include <pthread.h>
#include <stdint.h>

uint32_t pest_random(uint64_t *state);

/* A number below @n */
uint32_t pest_below(uint64_t *state, uint32_t n);

/* Start or stop disturbing the thread. */
void pest_add(pthread_t thread);
void pest_remove(pthread_t thread);

void pest_start(uint64_t seed);
void pest_stop(void);

#endif
