/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Spans of time in which the guest had a single exit. Where the host has but one CPU,
 * whoever reads KVM's statistic within one came by that exit, and has to find what the
 * guest reads behind it.
 */
#ifndef READER_QUIET_H
#define READER_QUIET_H

#include <stddef.h>
#include <stdint.h>

#define QUIET_MAX 256

struct quiet {
	uint64_t from, to; /* TSC */
	uint64_t exits;    /* at its end */
};

/* Looks for them for so many milliseconds; how many there were. */
size_t quiet_find(struct quiet all[QUIET_MAX], uint64_t ms, uint64_t tsc_khz);

#endif
