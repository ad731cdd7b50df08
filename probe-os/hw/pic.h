/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The two 8259A interrupt controllers.
 */
#ifndef HW_PIC_H
#define HW_PIC_H

/* Moves both away from the exceptions' vectors and unmasks only the timer's line. */
void pic_remap(void);
void pic_mask_all(void);
void pic_open_timer(void);
void pic_end_of_interrupt(void);

#endif
