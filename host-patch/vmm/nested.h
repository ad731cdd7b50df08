/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the guest needs to run a nested guest: the address of the control block,
 * and the fields of it that the guest itself accesses. Integers only, as NASM
 * reads this file, too.
 */
#ifndef VMM_NESTED_H
#define VMM_NESTED_H

#define NESTED_CONTROL 0x4000 /* the VMCB, or the VMCS */
#define NESTED_HOST    0x5000 /* the host's save area, or the VMXON region */
#define NESTED_BITMAP  0x6000 /* on VMX the MSRs that exit: none */
#define NESTED_FIELDS  0x7000 /* on VMX the fields of the VMCS and their values */

/* One round of the nested guest: exits that KVM handles, then a CPUID for its hypervisor */
#define NESTED_PORTS 2 /* writes to PORT_KERNEL */
#define NESTED_MSRS  3 /* writes to MSR_MCG_STATUS */
#define NESTED_VMM   1 /* writes to PORT_VMM */

/* APM "Layout of VMCB": offsets */
#define VMCB_EXIT_CODE 0x070
#define VMCB_RIP       0x578

/* APM "SVM Intercept Exit Codes" */
#define SVM_CPUID 0x72

/* SDM "Field Encoding in VMCS" */
#define VMCS_ERROR    0x4400 /* VM-instruction error */
#define VMCS_REASON   0x4402
#define VMCS_RIP      0x681e
#define VMCS_HOST_RIP 0x6c16

/* SDM "VMX Basic Exit Reasons" */
#define VMX_CPUID     10

#define KVM_HYPERCALL 1 /* KVM_HC_VAPIC_POLL_IRQ: does nothing */

#define MSR_VMX_BASIC 0x480 /* IA32_VMX_BASIC: the VMCS revision */

#endif
