/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Cycles as milliseconds, in words.
 */
#ifndef COMPARE_DURATION_H
#define COMPARE_DURATION_H

#include "format.h"

/* "8,078 ms"; empty if the frequency is unknown */
const char *duration_of_guest(char to[NUMBER_SIZE], const struct set *set, uint64_t tsc);

/* The same for cycles that the host counted */
const char *duration_of_host(char to[NUMBER_SIZE], const struct set *set, uint64_t cycles);

/* The same as a number of milliseconds; 0 if the frequency is unknown */
double duration_ms_of_host(const struct set *set, uint64_t cycles);

#endif
