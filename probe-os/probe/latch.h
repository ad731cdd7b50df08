/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The host's latch of the table of reasons, and of the causes, item by item.
 */
#ifndef PROBE_LATCH_H
#define PROBE_LATCH_H

#include <stdint.h>

#include "hw/cpuid_registers.h"

/* The kernel reads the host's; tests define their own. */
struct cpuid latch_read(uint32_t item);
struct cpuid causes_read(uint32_t item);

#endif
