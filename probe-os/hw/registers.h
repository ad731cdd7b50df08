/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Registers, bits and ports that C and NASM share; integer macros only.
 */
#ifndef HW_REGISTERS_H
#define HW_REGISTERS_H

/* SDM: "CPUID--CPU Identification" */
#define CPUID_VENDOR                  0
#define CPUID_FEATURES                1
#define CPUID_FEATURES_ECX_X2APIC     0x00200000
#define CPUID_VENDOR_EDX_INTEL        0x49656E69 /* "ineI" */
#define CPUID_FEATURES_ECX_DEADLINE   0x01000000 /* timer of the local APIC */
#define CPUID_FEATURES_ECX_XSAVE      0x04000000
#define CPUID_FEATURES_ECX_HYPERVISOR 0x80000000
#define CPUID_FEATURES_EDX_APIC       0x00000200
#define CPUID_TSC                     0x15 /* against a crystal */
#define CPUID_HYPERVISOR              0x40000000
#define CPUID_HYPERVISOR_TSC          0x40000010 /* kHz */
#define CPUID_EXTENDED                0x80000000
#define CPUID_RANGE                   0xF0000000 /* whose first leaf says the last */
#define CPUID_EXTENDED_FEATURES       0x80000001
#define CPUID_EXTENDED_ECX_SVM        0x00000004
#define CPUID_SVM                     0x8000000A
#define CPUID_SVM_EDX_NRIP            0x00000008
#define CPUID_EXTENDED_EDX_LM         0x20000000 /* long mode */
#define CPUID_BRAND                   0x80000002 /* and the next two */
#define CPUID_BRAND_LAST              0x80000004

/* SDM: "Control Registers", "Extended Feature Enable Register" */
#define CR0_PE      0x00000001
#define CR0_ET      0x00000010
#define CR0_NE      0x00000020
#define CR0_WP      0x00010000
#define CR0_PG      0x80000000
#define CR4_PAE     0x00000020
#define CR4_PGE     0x00000080
#define CR4_OSXSAVE 0x00040000
#define MSR_EFER    0xC0000080
#define EFER_LME    0x00000100

/* SDM: "4-Level Paging and 5-Level Paging" */
#define PAGE_SIZE          0x1000
#define LARGE_PAGE_SIZE    0x200000
#define PAGE_TABLE_ENTRIES 512
#define PAGE_PRESENT       0x01
#define PAGE_WRITABLE      0x02
#define PAGE_LARGE         0x80
#define MAPPED_GIB         4
#define LOW_MEMORY_END     0xA0000 /* end of the memory for real mode */

/* SDM: "Segment Descriptors", "System Descriptor Types" */
#define GDT_ACCESS_CODE  0x9A /* present, code, readable */
#define GDT_ACCESS_DATA  0x92 /* present, data, writable */
#define GDT_ACCESS_TSS   0x89 /* present, available TSS */
#define GDT_FLAGS_CODE64 0xAF /* 4 KiB units, long mode */
#define GDT_FLAGS_CODE32 0xCF /* 4 KiB units, 32-bit */
#define GDT_FLAGS_DATA   0xCF /* 4 KiB units, 32-bit */
#define SELECTOR_CODE    0x08 /* offsets in the GDT */
#define SELECTOR_DATA    0x10
#define SELECTOR_CODE32  0x18 /* only on the way into long mode */
#define SELECTOR_TSS     0x20 /* of the boot CPU, 16 bytes each */

/* Max number of CPUs, including the boot CPU */
#define CPUS_MAX 8

/* Bytes of stack for C, and for exceptions with their own stack */
#define STACK_SIZE       0x2000
#define AP_STACK_SIZE    0x1000
#define FAULT_STACK_SIZE 0x1000

/* PC16550D: "Register Summary" */
#define COM1                0x3F8 /* first port */
#define UART_DLL            0     /* divisor latch, with DLAB */
#define UART_DLM            1     /* its high byte */
#define UART_IER            1     /* interrupt enable */
#define UART_IIR            2     /* interrupt identification, read */
#define UART_IIR_FIFO       0xC0  /* the FIFO is on and works */
#define UART_FIFO_SIZE      16    /* bytes */
#define UART_FCR            2     /* FIFO control, write */
#define UART_FCR_ENABLE     0x07  /* on, both cleared */
#define UART_LCR            3     /* line control */
#define UART_LCR_8N1        0x03  /* 8 bits, no parity, 1 stop bit */
#define UART_LCR_DLAB       0x80  /* the divisor latch is addressed */
#define UART_MCR            4     /* modem control */
#define UART_MCR_DTR_RTS    0x03  /* ready */
#define UART_LSR            5     /* line status */
#define UART_LSR_THRE       0x20  /* transmitter empty */
#define UART_SCR            7     /* scratch */
#define UART_DIVISOR_115200 1     /* of 115200 Hz */
#define SERIAL_PATIENCE     140   /* in 2^32 TSC cycles: a minute at 10 GHz */

/* 8259A: edge or level, per line */
#define PORT_ELCR 0x4D0

/* Diagnostics: a write has no effect, but exits. */
#define PORT_POST 0x80

/* QEMU's isa-debug-exit ends QEMU with the status (value << 1) | 1 */
#define DEBUG_EXIT_PORT       0xF4
#define EXIT_STATUS_PASS      0x10
#define EXIT_STATUS_UNPATCHED 0x11
#define EXIT_STATUS_FAIL      0x12
#define EXIT_STATUS_ERROR     0x13

#endif
