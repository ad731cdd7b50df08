/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What VMM and guest share: the addresses in the guest's memory, and the
 * operations that the guest executes one after the other. Integers only, as
 * NASM reads this file, too.
 */
#ifndef VMM_OPS_H
#define VMM_OPS_H

#define GUEST_CODE      0x1000
#define GUEST_PAGES     0x8000 /* page tables, if paging is enabled */
#define GUEST_TASK      0xc000 /* a task-state segment */
#define GUEST_ASK_REAL  0x2000 /* loops that execute the list at ESI, by kind of code */
#define GUEST_ASK_FLAT  0x2200
#define GUEST_ASK_LONG  0x2400
#define GUEST_OPS       0x10000
#define GUEST_LIST_SIZE 0x10000   /* for those loops, a list for each vCPU from GUEST_OPS on */
#define GUEST_MEMORY    0x400000  /* bytes, from 0 */
#define GUEST_TOUCH     0x1000000 /* pages that nothing but OP_TOUCH touches */
#define GUEST_TOUCH_MAX 512

#define PORT_END        0x10 /* the list is done */
#define PORT_VMM        0x80 /* no device in the kernel has it */
#define PORT_KERNEL     0x21 /* the mask of the PIC in the kernel */

/* Kinds; each is done OP_COUNT times */
#define OP_END           0
#define OP_CPUID         1 /* leaf A, item C; results are of the last one */
#define OP_FEP           2 /* the same through KVM's instruction emulator */
#define OP_OUT           3 /* to port A */
#define OP_WRMSR         4 /* MSR A, value C */
#define OP_TOUCH         5 /* pages from address A on */
#define OP_HLT           6
#define OP_TIMER         7  /* TSC deadline A cycles ahead, and as many cycles more */
#define OP_VMRUN         8  /* run the nested guest, as nested.h has it */
#define OP_VMXON         9  /* into VMX operation, and write the VMCS */
#define OP_VMLAUNCH      10 /* as OP_VMRUN, on VMX */
#define OP_STAMP         11 /* note the TSC, and no more */
#define OP_IN            12 /* from port A */
#define OP_OUT32         13 /* four bytes to port A */
#define OP_RDMSR         14 /* MSR A */
#define OP_READ          15 /* four bytes at address A */
#define OP_WRITE         16
#define OP_VMCALL        17 /* hypercall A, with the instruction of VMX */
#define OP_VMMCALL       18 /* and with that of SVM */
#define OP_KINDS         19

#define MSR_TSC_DEADLINE 0x6e0 /* IA32_TSC_DEADLINE */
#define MSR_MCG_STATUS   0x17a /* IA32_MCG_STATUS: always intercepted, 0 is always legal */

/* One operation: offsets of 32-bit fields, and of the TSC before it */
#define OP_KIND  0
#define OP_A     4
#define OP_C     8
#define OP_COUNT 12
#define OP_EAX   16
#define OP_EBX   20
#define OP_ECX   24
#define OP_EDX   28
#define OP_TSC   32
#define OP_SIZE  64

#define STALE    0xdeadbeef /* in EBX and EDX before CPUID */

#endif
