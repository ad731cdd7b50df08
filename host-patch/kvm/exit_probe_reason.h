/* SPDX-License-Identifier: GPL-2.0-only */
/* The exit reasons that the CPU vendor's manual defines, by slot. */
#ifndef __KVM_X86_EXIT_PROBE_REASON_H
#define __KVM_X86_EXIT_PROBE_REASON_H

#include <linux/types.h>

/* NULL: the manual has no reason for this slot. */
const char *exit_probe_reason_name(u32 slot);

/* The reason's own number. */
u32 exit_probe_reason_code(u32 slot);

#endif /* __KVM_X86_EXIT_PROBE_REASON_H */
