/* SPDX-License-Identifier: GPL-2.0-only */
/* What the test of VMX's causes needs of asm/vmx.h and uapi/asm/vmx.h. */
#ifndef STUB_ASM_VMX_H
#define STUB_ASM_VMX_H

#define EXIT_REASON_EXCEPTION_NMI      0
#define EXIT_REASON_EXTERNAL_INTERRUPT 1
#define EXIT_REASON_CPUID              10
#define EXIT_REASON_VMCALL             18
#define EXIT_REASON_CR_ACCESS          28
#define EXIT_REASON_DR_ACCESS          29
#define EXIT_REASON_IO_INSTRUCTION     30
#define EXIT_REASON_MSR_READ           31
#define EXIT_REASON_MSR_WRITE          32
#define EXIT_REASON_APIC_ACCESS        44
#define EXIT_REASON_EOI_INDUCED        45
#define EXIT_REASON_EPT_VIOLATION      48
#define EXIT_REASON_EPT_MISCONFIG      49
#define EXIT_REASON_APIC_WRITE         56
#define EXIT_REASON_MSR_READ_IMM       84
#define EXIT_REASON_MSR_WRITE_IMM      85

#define GUEST_PHYSICAL_ADDRESS         0x2400

#define INTR_INFO_VECTOR_MASK          0xff
#define INTR_INFO_INTR_TYPE_MASK       0x700
#define INTR_TYPE_NMI_INTR             (2 << 8)

#define CONTROL_REG_ACCESS_TYPE        0x30
#define DEBUG_REG_ACCESS_NUM           0x7
#define TYPE_MOV_FROM_DR               (1 << 4)

#define APIC_ACCESS_OFFSET             0xfff
#define APIC_ACCESS_TYPE               0xf000
#define TYPE_LINEAR_APIC_INST_READ     (0 << 12)
#define TYPE_LINEAR_APIC_INST_WRITE    (1 << 12)

#endif
