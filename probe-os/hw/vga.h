/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The text screen of a machine booted by BIOS.
 */
#ifndef HW_VGA_H
#define HW_VGA_H

#include "hw/screen.h"

#define VGA_TEXT 0xB8000 /* its memory */

extern const struct screen vga_screen;

#endif
