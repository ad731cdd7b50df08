/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The 80x25 text screen of a machine booted by BIOS.
 */
#ifndef HW_VGA_H
#define HW_VGA_H

#define VGA_ROWS 25

void vga_clear(void);
void vga_put(char character);

#endif
