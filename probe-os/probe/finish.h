/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The end of a run, after success or an error.
 */
#ifndef PROBE_FINISH_H
#define PROBE_FINISH_H

#include "firmware/boot_info.h"
#include "hw/cpuid_registers.h"
#include "probe/options.h"

/*
 * The last read of all, of the totals. Tests read it from the guest's memory and
 * compare it with KVM's statistic, which has one exit more: the HLT.
 */
struct final_sample {
	uint64_t tsc;
	struct cpuid total;
};

extern struct final_sample final_sample;

/* Keeps the boot arguments: an early error must still find the command line. */
void finish_begin(uint32_t magic, uint32_t information);

/* Sets how to end; call it when the boot loader's information is read. */
void finish_prepare(const struct options *options, const struct boot_info *boot);

/* Ends in the selected way. */
_Noreturn void finish(enum record_verdict verdict);

/* Ends after a fatal error: prints one line; the verdict is error. */
_Noreturn void finish_fatal(const char *message);

#endif
