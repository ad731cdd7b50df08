/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The TSC's frequency, as the kernel uses it.
 */
#ifndef SAMPLER_TSC_H
#define SAMPLER_TSC_H

#include <stdint.h>

/* In kHz; 0 if the kernel does not tell it, as for a TSC that is not constant */
uint64_t tsc_khz(void);

/* The frequency that the kernel made these of: ns = cycles * mult / 2^shift */
uint64_t tsc_khz_from(uint32_t mult, unsigned int shift);

#endif
