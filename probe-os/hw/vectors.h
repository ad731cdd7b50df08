/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Interrupt vectors that C and NASM share; integer macros only.
 */
#ifndef HW_VECTORS_H
#define HW_VECTORS_H

/* SDM: "Exceptions and Interrupts" */
#define VECTOR_NMI           2
#define VECTOR_DOUBLE_FAULT  8
#define VECTOR_MACHINE_CHECK 18
#define VECTORS_EXCEPTIONS   32 /* number of vectors of exceptions */

/* Bit per exception that pushes an error code */
#define VECTORS_ERROR_CODE    0x60227D00

#define VECTOR_PIC            0x20 /* of IRQ 0, the timer */
#define VECTOR_PIC_SPURIOUS   0x27 /* IRQ 7 */
#define VECTOR_PIC2_SPURIOUS  0x2F /* IRQ 15 */
#define VECTOR_LAPIC_TIMER    0x30
#define VECTOR_IPI            0x31
#define VECTOR_LAPIC_SPURIOUS 0x3F
#define VECTORS               0x40

#define VECTOR_STUB_SIZE      8

#define GATE_INTERRUPT        0x8E /* present, interrupt gate */

#endif
