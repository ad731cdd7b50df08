/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * KVM's clock: how it makes nanoseconds of the TSC.
 */
#ifndef HW_KVM_CLOCK_H
#define HW_KVM_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* nanoseconds = (cycles << shift) * multiplier >> 32, a shift below 0 to the right */
struct kvm_clock {
	uint32_t multiplier;
	int8_t shift;
};

/* Asks for it; false where there is none. */
bool kvm_clock_read(struct kvm_clock *clock);

#endif
