/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The TSC's frequency: out of what a source tells, or of windows of a timer. Pure C.
 */
#ifndef PROBE_TSC_H
#define PROBE_TSC_H

#include <stdbool.h>
#include <stdint.h>

#include "hw/cpuid_registers.h"
#include "hw/kvm_clock.h"

/* In kHz; 0 where the source does not say */
uint64_t tsc_of_crystal(struct cpuid leaf);
uint64_t tsc_of_kvm_clock(const struct kvm_clock *clock);

/* Cycles that a window of known length took: at least, at most */
struct tsc_window {
	uint64_t least, most;
};

/* What windows of that length have in common, in cycles */
struct tsc_estimate {
	struct tsc_window common;
	unsigned int count;
};

/* Windows that are tried at most */
#define TSC_WINDOWS_MAX 20

/* Adds one; false where another would not help. */
bool tsc_add_window(struct tsc_estimate *estimate, struct tsc_window window);

/* The frequency and how wide it is open, in kHz; false if that is too much to be known. */
bool tsc_estimated(const struct tsc_estimate *estimate, uint64_t milliseconds, uint64_t *khz,
		   uint64_t *spread);

#endif
