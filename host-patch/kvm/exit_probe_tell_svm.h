/* SPDX-License-Identifier: GPL-2.0-only */
/* What caused a #VMEXIT: APM, "Intercept Operation" and "SVM Intercept Exit Codes". */
#ifndef __KVM_X86_EXIT_PROBE_TELL_SVM_H
#define __KVM_X86_EXIT_PROBE_TELL_SVM_H

#include <linux/kvm_host.h>
#include <asm/apicdef.h>
#include <asm/svm.h>

#include "exit_probe_abi.h"
#include "exit_probe_cause.h"
#include "exit_probe_hooks.h"
#include "exit_probe_tell.h"
#include "svm/svm.h"

/* APM, "IOIO Intercept": EXITINFO1 */
static inline void exit_probe_tell_io(struct kvm_vcpu *vcpu, u32 info)
{
	exit_probe_tell_cause(vcpu, EXIT_PROBE_CAUSE_PORT,
			      exit_probe_write_if(!(info & SVM_IOIO_TYPE_MASK)),
			      (info & SVM_IOIO_SIZE_MASK) >> SVM_IOIO_SIZE_SHIFT, info >> 16);
}

/*
 * APM, "Nested Paging, Guest-Physical Exits": an address that KVM knows as a device's has a
 * reserved bit in its page table.
 */
static inline void exit_probe_tell_npf(struct kvm_vcpu *vcpu, u64 error, u64 gpa)
{
	if (error & PFERR_RSVD_MASK)
		exit_probe_tell_cause(vcpu, EXIT_PROBE_CAUSE_MMIO, 0, 0, gpa);
	else
		exit_probe_tell_cause(vcpu, EXIT_PROBE_CAUSE_MEMORY, 0, 0, gpa & PMD_MASK);
}

static void exit_probe_tell_svm_cause(struct kvm_vcpu *vcpu, u32 code)
{
	const struct vmcb_control_area *control = &to_svm(vcpu)->vmcb->control;
	u64 info = control->exit_info_1;

	switch (code) {
	case SVM_EXIT_READ_CR0 ... SVM_EXIT_WRITE_CR0 + 15:
		exit_probe_tell_cause(vcpu, EXIT_PROBE_CAUSE_CR, exit_probe_write_if(code & 16), 0,
				      code & 15);
		break;
	case SVM_EXIT_CR0_SEL_WRITE:
		exit_probe_tell_cause(vcpu, EXIT_PROBE_CAUSE_CR, EXIT_PROBE_ACCESS_WRITE, 0, 0);
		break;
	case SVM_EXIT_READ_DR0 ... SVM_EXIT_WRITE_DR0 + 15:
		exit_probe_tell_cause(vcpu, EXIT_PROBE_CAUSE_DR, exit_probe_write_if(code & 16), 0,
				      code & 15);
		break;
	case SVM_EXIT_EXCP_BASE ... SVM_EXIT_EXCP_BASE + 31:
		exit_probe_tell_cause(vcpu, EXIT_PROBE_CAUSE_VECTOR, 0, 0,
				      code - SVM_EXIT_EXCP_BASE);
		break;
	case SVM_EXIT_CPUID:
		exit_probe_tell_cause(vcpu, EXIT_PROBE_CAUSE_CPUID, 0, 0, (u32)kvm_rax_read(vcpu));
		break;
	case SVM_EXIT_VMMCALL:
		exit_probe_tell_cause(vcpu, EXIT_PROBE_CAUSE_HYPERCALL, 0, 0, kvm_rax_read(vcpu));
		break;
	case SVM_EXIT_IOIO:
		exit_probe_tell_io(vcpu, info);
		break;
	case SVM_EXIT_MSR:
		exit_probe_tell_cause(vcpu, EXIT_PROBE_CAUSE_MSR, exit_probe_write_if(info & 1), 0,
				      (u32)kvm_rcx_read(vcpu));
		break;
	case SVM_EXIT_NPF:
		exit_probe_tell_npf(vcpu, info, control->exit_info_2);
		break;
	case SVM_EXIT_AVIC_INCOMPLETE_IPI:
		exit_probe_tell_cause(vcpu, EXIT_PROBE_CAUSE_APIC, EXIT_PROBE_ACCESS_WRITE, 0,
				      APIC_ICR);
		break;
	case SVM_EXIT_AVIC_UNACCELERATED_ACCESS:
		/* APM, "AVIC Access to un-accelerated vAPIC register": bit 32 is a write */
		exit_probe_tell_cause(vcpu, EXIT_PROBE_CAUSE_APIC,
				      exit_probe_write_if(info >> 32 & 1), 0, info & 0xff0);
		break;
	}
}

static noinline void exit_probe_settle_svm_cause(struct kvm_vcpu *vcpu, u32 reason, u32 slot,
						 enum kvm_exit_probe_mode mode)
{
	if (exit_probe_settle_extras(vcpu, slot, mode))
		exit_probe_tell_svm_cause(vcpu, reason);
}

static __always_inline void exit_probe_settle_svm(struct kvm_vcpu *vcpu, u32 reason)
{
	exit_probe_settle(vcpu, reason, exit_probe_settle_svm_cause);
}

#endif /* __KVM_X86_EXIT_PROBE_TELL_SVM_H */
