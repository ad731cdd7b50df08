/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Spans of time in which the guest had one exit. If the host has one CPU, a process that
 * reads KVM's statistic within a span got the CPU by that exit, and has to find the value
 * that the guest reads after it.
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

/* Looks for spans for that many milliseconds; returns their number. */
size_t quiet_find(struct quiet all[QUIET_MAX], uint64_t ms, uint64_t tsc_khz);

#endif
