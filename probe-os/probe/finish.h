/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The end of a run, whether it went well or not.
 */
#ifndef PROBE_FINISH_H
#define PROBE_FINISH_H

#include "firmware/boot_info.h"
#include "hw/cpuid_registers.h"
#include "probe/options.h"

/*
 * Taken last of all: one read of the totals. Whoever can see the guest's memory
 * compares it with KVM's statistic, which has one exit more: the HLT.
 */
struct final_sample {
	uint64_t tsc;
	struct cpuid total;
};

extern struct final_sample final_sample;

/* What the command line is found by if the run ends before it is read. */
void finish_begin(uint32_t magic, uint32_t information);

/* How to end, known once the boot loader's information is. */
void finish_prepare(const struct options *options, const struct boot_info *boot);

/* Ends in the way that was chosen. */
_Noreturn void finish(enum record_verdict verdict);

/* Ends where nothing can be measured any more: one line, verdict error. */
_Noreturn void finish_fatal(const char *message);

#endif
