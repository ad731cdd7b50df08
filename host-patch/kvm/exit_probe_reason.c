// SPDX-License-Identifier: GPL-2.0-only
/*
 * The exit reasons that the manuals define, from one .def file per vendor.
 */
#include <linux/types.h>
#include <asm/cpufeature.h>
#include <asm/kvm_exit_probe.h>

#include "exit_probe_reason.h"

struct exit_probe_reason {
	const char *name;
	u32 far;	/* its number, if that is too large for a slot */
};

#define EXIT_REASON(slot, text) \
	[slot] = { #text },
#define EXIT_REASON_FAR(slot, number, text) \
	[slot] = { #text, number },

static const struct exit_probe_reason exit_probe_vmx[EXIT_PROBE_SLOTS] = {
#include "exit_probe_vmx.def"
};

static const struct exit_probe_reason exit_probe_svm[EXIT_PROBE_SLOTS] = {
#include "exit_probe_svm.def"
};

static const struct exit_probe_reason *exit_probe_reason(u32 slot)
{
	if (slot == EXIT_PROBE_SLOT_ZERO)
		slot = 0;
	return boot_cpu_has(X86_FEATURE_SVM) ? &exit_probe_svm[slot] :
					       &exit_probe_vmx[slot];
}

const char *exit_probe_reason_name(u32 slot)
{
	return exit_probe_reason(slot)->name;
}

u32 exit_probe_reason_code(u32 slot)
{
	if (slot == EXIT_PROBE_SLOT_ZERO)
		return 0;
	return exit_probe_reason(slot)->far ?: slot;
}
