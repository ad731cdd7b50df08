/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Runs of one boot with noise, as on a host with a free clock.
 */
#ifndef TEST_MADE_NOISE_H
#define TEST_MADE_NOISE_H

#include "record/record.h"

/* A number below the limit, which fits into 32 bits; the state may be any number. */
uint64_t made_random(uint64_t *state, uint64_t limit);

/* A boot of about 52,000 exits with this noise; that of the host's interrupts is 2 % of them. */
void make_noisy(struct record *record, unsigned int seed);

/* Gives the reasons of a full boot the codes and names of Intel. */
void make_intel(struct record *record);

/* Adds exits of a reason to the phase that ends at that checkpoint, 0 before the first one. */
void make_more(struct record *record, uint64_t phase, const char *reason, int64_t exits);

#endif
