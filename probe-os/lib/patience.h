/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Waits for something that may stand still for a while, and for how long they were. The
 * clock is the TSC.
 */
#ifndef LIB_PATIENCE_H
#define LIB_PATIENCE_H

#include <stdbool.h>
#include <stdint.h>

/* Without any progress a wait lasts that long. */
#define PATIENCE_SECONDS 60

/* Faster than any TSC: what is not known is not waited for too shortly. */
#define PATIENCE_FASTEST_KHZ 10000000

struct patience {
	uint64_t khz;    /* 0: not known */
	uint64_t waited; /* milliseconds, at least, in waits of a second and more */
	uint64_t begin;
};

void patience_begin(struct patience *patience, uint64_t now);
bool patience_lasts(const struct patience *patience, uint64_t now);
void patience_end(struct patience *patience, uint64_t now);

#endif
