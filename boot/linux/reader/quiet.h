/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Spans of time in which the guest had no exit or a single one: whoever reads
 * KVM's statistic within one has to find what the guest read before or after it.
 * Where the host has but one CPU, its reader comes by that exit, and finds the latter.
 */
#ifndef READER_QUIET_H
#define READER_QUIET_H

#include <stddef.h>
#include <stdint.h>

#define QUIET_MAX 2048

struct quiet {
	uint64_t from, to;    /* TSC */
	uint64_t exits, then; /* at its start, at its end */
};

/* Looks for them for so many milliseconds; how many there were. */
size_t quiet_find(struct quiet all[QUIET_MAX], uint64_t ms, uint64_t tsc_khz);

#endif
