/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __KVM_X86_EXIT_PROBE_CYCLES_H
#define __KVM_X86_EXIT_PROBE_CYCLES_H

#include <linux/compiler.h>
#include <linux/types.h>

/* A TSC that steps back loses the interval, but never wraps. */
static inline u64 exit_probe_cycles(u64 from, u64 to)
{
	s64 cycles = to - from;

	return likely(cycles > 0) ? cycles : 0;
}

#endif /* __KVM_X86_EXIT_PROBE_CYCLES_H */
