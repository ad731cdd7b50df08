/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Exit reasons as indices of a small table: SDM basic exit reasons and most
 * of the APM's exit codes are their own slot; reason 0 and the large codes have
 * one each in exit_probe_svm.def.
 */
#ifndef __KVM_X86_EXIT_PROBE_SLOT_H
#define __KVM_X86_EXIT_PROBE_SLOT_H

#include <linux/compiler.h>
#include <linux/kernel.h>
#include <linux/types.h>

#include <asm/kvm_exit_probe.h>

#define EXIT_REASON(...)
#define EXIT_REASON_FAR(slot, number, ...) \
	{ number, slot },

/* NPF, the most common one, is first. */
static const struct {
	u32 code;
	u32 slot;
} exit_probe_far[] = {
#include "exit_probe_svm.def"
};

#undef EXIT_REASON
#undef EXIT_REASON_FAR

static inline u32 exit_probe_slot(u32 code)
{
	int i;

	if (likely(code - 1 < EXIT_PROBE_SLOT_FAR - 1))
		return code;
	if (!code)
		return EXIT_PROBE_SLOT_ZERO;

	for (i = 0; i < ARRAY_SIZE(exit_probe_far); i++)
		if (exit_probe_far[i].code == code)
			return exit_probe_far[i].slot;

	return EXIT_PROBE_SLOT_OTHER;
}

#endif /* __KVM_X86_EXIT_PROBE_SLOT_H */
