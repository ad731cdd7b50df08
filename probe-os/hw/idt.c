// SPDX-License-Identifier: GPL-2.0-only
/*
 * SDM: "64-Bit Mode IDT".
 */
#include <stddef.h>

#include "hw/gdt.h"
#include "hw/idt.h"
#include "hw/instructions.h"
#include "hw/lapic.h"
#include "hw/pit.h"
#include "hw/registers.h"
#include "hw/vectors.h"

struct gate {
	uint16_t offset_low, selector;
	uint8_t ist, type;
	uint16_t offset_middle;
	uint32_t offset_high, zero;
};

_Static_assert(sizeof(struct gate) == 16, "SDM: 64-Bit Mode IDT");
_Static_assert(offsetof(struct interrupt_frame, vector) == 9 * 8,
	       "vectors.asm pushes nine registers");

extern const uint8_t vector_stubs[VECTORS][VECTOR_STUB_SIZE];

static struct gate idt[VECTORS];

static uint8_t stack_of(unsigned int vector)
{
	switch (vector) {
	case VECTOR_NMI:
	case VECTOR_DOUBLE_FAULT:
	case VECTOR_MACHINE_CHECK:
		return IST_FAULT;
	default:
		return 0;
	}
}

void idt_load(void)
{
	const struct table_pointer pointer = { sizeof(idt) - 1, (uintptr_t)idt };

	for (unsigned int vector = 0; vector < VECTORS; vector++) {
		uint64_t stub = (uintptr_t)vector_stubs[vector];

		idt[vector] = (struct gate){
			.offset_low = stub & 0xFFFF,
			.offset_middle = stub >> 16 & 0xFFFF,
			.offset_high = stub >> 32,
			.selector = SELECTOR_CODE,
			.ist = stack_of(vector),
			.type = GATE_INTERRUPT,
		};
	}
	lidt(&pointer);
}

volatile uint64_t exception_resume;

void interrupt(struct interrupt_frame *frame)
{
	switch (frame->vector) {
	case VECTOR_PIC:
		pit_interrupt();
		return;
	case VECTOR_LAPIC_TIMER:
	case VECTOR_IPI:
		lapic_interrupt();
		return;
	case VECTOR_PIC_SPURIOUS:
	case VECTOR_PIC2_SPURIOUS:
	case VECTOR_LAPIC_SPURIOUS:
		return;
	}
	if (!exception_resume)
		exception_report(frame, read_cr2());
	frame->rip = exception_resume;
}
