/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What caused a VM exit: SDM, "VM-Exit Information Fields" and "Basic VM-Exit
 * Information".
 */
#ifndef __KVM_X86_EXIT_PROBE_TELL_VMX_H
#define __KVM_X86_EXIT_PROBE_TELL_VMX_H

#include <linux/kvm_host.h>
#include <asm/vmx.h>

#include "exit_probe_abi.h"
#include "exit_probe_cause.h"
#include "exit_probe_hooks.h"
#include "exit_probe_tell.h"
#include "vmx/vmx.h"
#include "vmx/vmx_ops.h"

/* SDM, "Exit Qualification for Control-Register Accesses": types of access */
#define EXIT_PROBE_MOV_FROM_CR	1

static inline void exit_probe_tell_event(struct kvm_vcpu *vcpu, u8 kind)
{
	u32 info = vmx_get_intr_info(vcpu);

	/* A machine check and an NMI are the host's. */
	if (is_machine_check(info))
		kind = EXIT_PROBE_CAUSE_HOST_VECTOR;
	if ((info & INTR_INFO_INTR_TYPE_MASK) != INTR_TYPE_NMI_INTR)
		exit_probe_tell_cause(vcpu, kind, 0, 0, info & INTR_INFO_VECTOR_MASK);
}

static inline void exit_probe_tell_cr(struct kvm_vcpu *vcpu, unsigned long qual)
{
	bool from = (qual & CONTROL_REG_ACCESS_TYPE) >> 4 == EXIT_PROBE_MOV_FROM_CR;

	/* Not CONTROL_REG_ACCESS_NUM, which lacks the bit of CR8. */
	exit_probe_tell_cause(vcpu, EXIT_PROBE_CAUSE_CR, exit_probe_write_if(!from), 0, qual & 15);
}

/*
 * SDM, "Exit Qualification for APIC-Access VM Exits": accesses while an event is delivered,
 * or with a guest-physical address, have no offset.
 */
static inline void exit_probe_tell_apic_access(struct kvm_vcpu *vcpu, unsigned long qual)
{
	unsigned long type = qual & APIC_ACCESS_TYPE;

	if (type == TYPE_LINEAR_APIC_INST_READ || type == TYPE_LINEAR_APIC_INST_WRITE)
		exit_probe_tell_cause(vcpu, EXIT_PROBE_CAUSE_APIC,
				      exit_probe_write_if(type == TYPE_LINEAR_APIC_INST_WRITE), 0,
				      qual & APIC_ACCESS_OFFSET);
}

static void exit_probe_tell_vmx_cause(struct kvm_vcpu *vcpu, u32 reason)
{
	unsigned long qual;

	switch (reason) {
	case EXIT_REASON_EXCEPTION_NMI:
		exit_probe_tell_event(vcpu, EXIT_PROBE_CAUSE_VECTOR);
		break;
	case EXIT_REASON_EXTERNAL_INTERRUPT:
		exit_probe_tell_event(vcpu, EXIT_PROBE_CAUSE_HOST_VECTOR);
		break;
	case EXIT_REASON_CPUID:
		exit_probe_tell_cause(vcpu, EXIT_PROBE_CAUSE_CPUID, 0, 0, (u32)kvm_rax_read(vcpu));
		break;
	case EXIT_REASON_VMCALL:
		exit_probe_tell_cause(vcpu, EXIT_PROBE_CAUSE_HYPERCALL, 0, 0, kvm_rax_read(vcpu));
		break;
	case EXIT_REASON_CR_ACCESS:
		exit_probe_tell_cr(vcpu, vmx_get_exit_qual(vcpu));
		break;
	case EXIT_REASON_DR_ACCESS:
		qual = vmx_get_exit_qual(vcpu);
		exit_probe_tell_cause(vcpu, EXIT_PROBE_CAUSE_DR,
				      exit_probe_write_if(!(qual & TYPE_MOV_FROM_DR)), 0,
				      qual & DEBUG_REG_ACCESS_NUM);
		break;
	case EXIT_REASON_IO_INSTRUCTION:
		qual = vmx_get_exit_qual(vcpu);
		/* Bits 2 to 0: width - 1; bit 3: IN; bits 31 to 16: the port */
		exit_probe_tell_cause(vcpu, EXIT_PROBE_CAUSE_PORT, exit_probe_write_if(!(qual & 8)),
				      (qual & 7) + 1, (qual >> 16) & 0xffff);
		break;
	case EXIT_REASON_MSR_READ:
	case EXIT_REASON_MSR_WRITE:
		exit_probe_tell_cause(vcpu, EXIT_PROBE_CAUSE_MSR,
				      exit_probe_write_if(reason == EXIT_REASON_MSR_WRITE), 0,
				      (u32)kvm_rcx_read(vcpu));
		break;
#ifdef EXIT_REASON_MSR_READ_IMM
	case EXIT_REASON_MSR_READ_IMM:
	case EXIT_REASON_MSR_WRITE_IMM:
		exit_probe_tell_cause(vcpu, EXIT_PROBE_CAUSE_MSR,
				      exit_probe_write_if(reason == EXIT_REASON_MSR_WRITE_IMM), 0,
				      (u32)vmx_get_exit_qual(vcpu));
		break;
#endif
	case EXIT_REASON_APIC_ACCESS:
		exit_probe_tell_apic_access(vcpu, vmx_get_exit_qual(vcpu));
		break;
	case EXIT_REASON_APIC_WRITE:
		exit_probe_tell_cause(vcpu, EXIT_PROBE_CAUSE_APIC, EXIT_PROBE_ACCESS_WRITE, 0,
				      vmx_get_exit_qual(vcpu) & 0xff0);
		break;
	case EXIT_REASON_EOI_INDUCED:
		exit_probe_tell_cause(vcpu, EXIT_PROBE_CAUSE_VECTOR, 0, 0,
				      vmx_get_exit_qual(vcpu) & 0xff);
		break;
	case EXIT_REASON_EPT_VIOLATION:
		exit_probe_tell_cause(vcpu, EXIT_PROBE_CAUSE_MEMORY, 0, 0,
				      vmcs_read64(GUEST_PHYSICAL_ADDRESS) & PMD_MASK);
		break;
	case EXIT_REASON_EPT_MISCONFIG:
		exit_probe_tell_cause(vcpu, EXIT_PROBE_CAUSE_MMIO, 0, 0,
				      vmcs_read64(GUEST_PHYSICAL_ADDRESS));
		break;
	}
}

static noinline void exit_probe_settle_vmx_cause(struct kvm_vcpu *vcpu, u32 reason, u32 slot,
						 enum kvm_exit_probe_mode mode)
{
	if (exit_probe_settle_extras(vcpu, slot, mode))
		exit_probe_tell_vmx_cause(vcpu, reason);
}

static __always_inline void exit_probe_settle_vmx(struct kvm_vcpu *vcpu, u32 reason)
{
	exit_probe_settle(vcpu, reason, exit_probe_settle_vmx_cause);
}

#endif /* __KVM_X86_EXIT_PROBE_TELL_VMX_H */
