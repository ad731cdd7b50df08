// SPDX-License-Identifier: GPL-2.0-only
/*
 * A host that takes the CPU away at either end of a window makes it look longer, never
 * shorter than its bounds: so the bounds hold in a disturbed one, too, and are wide. What
 * all windows have in common is at least as narrow as the least disturbed of them.
 */
#include "probe/tsc.h"

#define WINDOWS_MIN 3

/* The common part of all windows is narrow enough at this part of it; known at that. */
#define NARROW 1000
#define KNOWN  20

uint64_t tsc_of_crystal(struct cpuid leaf)
{
	return leaf.eax ? (uint64_t)leaf.ecx * leaf.ebx / leaf.eax / 1000 : 0;
}

/* Cycles of a millisecond, which has 1,000,000 nanoseconds */
uint64_t tsc_of_kvm_clock(const struct kvm_clock *clock)
{
	uint64_t khz = (1000000ULL << 32) / clock->multiplier;

	if (clock->shift <= -12 || clock->shift >= 32)
		return 0;
	return clock->shift < 0 ? khz << -clock->shift : khz >> clock->shift;
}

static bool is_within(const struct tsc_window *window, uint64_t part)
{
	return window->least <= window->most && window->most - window->least <= window->most / part;
}

bool tsc_add_window(struct tsc_estimate *estimate, struct tsc_window window)
{
	struct tsc_window *common = &estimate->common;

	if (estimate->count++ == 0)
		*common = window;
	if (window.least > common->least)
		common->least = window.least;
	if (window.most < common->most)
		common->most = window.most;
	if (common->least > common->most)
		return false;
	return estimate->count < WINDOWS_MIN ||
	       (estimate->count < TSC_WINDOWS_MAX && !is_within(common, NARROW));
}

bool tsc_estimated(const struct tsc_estimate *estimate, uint64_t milliseconds, uint64_t *khz,
		   uint64_t *spread)
{
	const struct tsc_window *common = &estimate->common;

	if (estimate->count < WINDOWS_MIN || !is_within(common, KNOWN))
		return false;
	*khz = (common->least + common->most) / 2 / milliseconds;
	*spread = (common->most - common->least) / milliseconds;
	return *khz > 0;
}
