/* SPDX-License-Identifier: GPL-2.0-only */
/* What the test of SVM's causes needs of asm/svm.h and uapi/asm/svm.h. */
#ifndef STUB_ASM_SVM_H
#define STUB_ASM_SVM_H

#define SVM_EXIT_READ_CR0                  0x000
#define SVM_EXIT_WRITE_CR0                 0x010
#define SVM_EXIT_READ_DR0                  0x020
#define SVM_EXIT_WRITE_DR0                 0x030
#define SVM_EXIT_EXCP_BASE                 0x040
#define SVM_EXIT_CR0_SEL_WRITE             0x065
#define SVM_EXIT_CPUID                     0x072
#define SVM_EXIT_IOIO                      0x07b
#define SVM_EXIT_MSR                       0x07c
#define SVM_EXIT_VMMCALL                   0x081
#define SVM_EXIT_NPF                       0x400
#define SVM_EXIT_AVIC_INCOMPLETE_IPI       0x401
#define SVM_EXIT_AVIC_UNACCELERATED_ACCESS 0x402

#define SVM_IOIO_SIZE_SHIFT                4
#define SVM_IOIO_TYPE_MASK                 1
#define SVM_IOIO_SIZE_MASK                 (7 << SVM_IOIO_SIZE_SHIFT)

#endif
