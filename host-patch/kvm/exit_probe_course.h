/* SPDX-License-Identifier: GPL-2.0-only */
/* The course leaves, see exit_probe_abi.h. */
#ifndef __KVM_X86_EXIT_PROBE_COURSE_H
#define __KVM_X86_EXIT_PROBE_COURSE_H

#include <linux/kvm_host.h>

#include "exit_probe_abi.h"
#include "exit_probe_regs.h"

static inline bool exit_probe_is_course(u32 leaf)
{
	return EXIT_PROBE_LEAF_COURSE_LAST - leaf < EXIT_PROBE_LEAF_COURSE_LEAVES;
}

/* Answer one of them; false: the layout lacks it. */
bool exit_probe_course(struct kvm_vcpu *vcpu, u32 leaf, u32 reason, struct exit_probe_regs *regs);

#endif /* __KVM_X86_EXIT_PROBE_COURSE_H */
