/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Interrupt vectors: exceptions end the run, interrupts reach their device.
 */
#ifndef HW_IDT_H
#define HW_IDT_H

#include <stdint.h>

/* The stack as vectors.asm builds it */
struct interrupt_frame {
	uint64_t r11, r10, r9, r8, rdi, rsi, rdx, rcx, rax;
	uint64_t vector, error_code;
	uint64_t rip, cs, rflags, rsp, ss;
};

void idt_load(void);
void interrupt(struct interrupt_frame *frame);

/* Where to continue after an expected exception; 0 if none is expected */
extern volatile uint64_t exception_resume;

/* Reports an unexpected exception and ends the run; see finish.c. */
_Noreturn void exception_report(const struct interrupt_frame *frame, uint64_t cr2);

#endif
