// SPDX-License-Identifier: GPL-2.0-only
/*
 * 8259A: "Initialization Command Words", "Operation Command Words".
 */
#include "hw/instructions.h"
#include "hw/pic.h"
#include "hw/vectors.h"

#define PIC_COMMAND    0x20
#define PIC_DATA       0x21
#define PIC2_COMMAND   0xA0
#define PIC2_DATA      0xA1

#define ICW1_INIT      0x11 /* edge-triggered, cascaded, ICW4 follows */
#define ICW3_PRIMARY   0x04 /* the secondary PIC is on line 2 */
#define ICW3_SECONDARY 0x02
#define ICW4_8086      0x01
#define OCW2_EOI       0x20
#define MASK_ALL       0xFF
#define MASK_TIMER     0x01

void pic_remap(void)
{
	outb(PIC_COMMAND, ICW1_INIT);
	outb(PIC_DATA, VECTOR_PIC);
	outb(PIC_DATA, ICW3_PRIMARY);
	outb(PIC_DATA, ICW4_8086);
	outb(PIC_DATA, MASK_ALL & ~MASK_TIMER);

	outb(PIC2_COMMAND, ICW1_INIT);
	outb(PIC2_DATA, VECTOR_PIC + 8);
	outb(PIC2_DATA, ICW3_SECONDARY);
	outb(PIC2_DATA, ICW4_8086);
	outb(PIC2_DATA, MASK_ALL);
}

void pic_open_timer(void)
{
	outb(PIC_DATA, MASK_ALL & ~MASK_TIMER);
}

void pic_mask_all(void)
{
	outb(PIC_DATA, MASK_ALL);
	outb(PIC2_DATA, MASK_ALL);
}

void pic_end_of_interrupt(void)
{
	outb(PIC_COMMAND, OCW2_EOI);
}
