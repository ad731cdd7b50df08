/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The framebuffer's font: ASCII, in cells of one size; font.awk makes it.
 */
#ifndef HW_FONT_H
#define HW_FONT_H

#define FONT_CHARACTERS 128
#define FONT_WIDTH      8 /* pixels */
#define FONT_HEIGHT     16

#endif
